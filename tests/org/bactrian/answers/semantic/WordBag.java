package org.bactrian.answers.semantic;

import java.util.List;
import java.util.Random;
import org.bactrian.embedding.Embedder;

/** An embedder that needs no model: each word has a random direction of its own, a text is their sum. */
final class WordBag implements Embedder {
    private static final int SIZE = 64;
    private static final int WINDOW = 20;

    @Override
    public int dimensions() {
        return SIZE;
    }

    @Override
    public int window() {
        return WINDOW;
    }

    @Override
    public int tokens(String text) {
        return text.strip().split("\\s+").length;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(WordBag::vector).toList();
    }

    private static float[] vector(String text) {
        double[] sum = new double[SIZE];
        for (String word : text.toLowerCase(java.util.Locale.ROOT).split("\\W+", 0)) {
            Random random = new Random(word.hashCode() * 31L);
            for (int i = 0; i < SIZE; i++) {
                sum[i] += random.nextGaussian();
            }
        }
        double length = Math.sqrt(Matrix.dot(sum, sum));
        float[] unit = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return unit;
    }
}
