package org.bactrian.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** A vector of length one out of the words of a text: each word adds a direction of its own, so that like texts are near. */
final class EmbeddingVector {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private EmbeddingVector() {}

    static float[] of(String text, int dimensions) {
        double[] sum = new double[dimensions];
        String lower = text.toLowerCase(Locale.ROOT);
        BETWEEN_WORDS.splitAsStream(lower).filter(word -> !word.isEmpty()).forEach(word -> add(sum, word));
        // texts without words, or whose words cancel each other out, have a direction too
        return unit(length(sum) == 0 ? direction(lower, dimensions) : sum);
    }

    private static void add(double[] sum, String word) {
        double[] direction = direction(word, sum.length);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += direction[i];
        }
    }

    private static double[] direction(String word, int dimensions) {
        CRC32 crc = new CRC32();
        crc.update(word.getBytes(StandardCharsets.UTF_8));
        SplittableRandom random = new SplittableRandom(crc.getValue());
        double[] direction = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            direction[i] = random.nextInt(2) * 2 - 1;
        }
        return direction;
    }

    private static double length(double[] vector) {
        double square = 0;
        for (double x : vector) {
            square += x * x;
        }
        return Math.sqrt(square);
    }

    private static float[] unit(double[] vector) {
        double length = length(vector);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    /** As OpenAI packs them: 32-bit floats, the lowest byte first. */
    static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
