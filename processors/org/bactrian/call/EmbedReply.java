package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bactrian.provider.Usage;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What a model made of a batch.
 *
 * @param vectors in the order of the texts
 * @param usage null if the provider did not say, or said what cannot be
 */
record EmbedReply(List<float[]> vectors, @Nullable Usage usage) {
    /** What an embeddings answer in OpenAI's form says of its tokens. */
    static @Nullable Usage usage(JsonNode answer) {
        JsonNode tokens = answer.path("usage").path("prompt_tokens");
        boolean counts = tokens.isIntegralNumber() && tokens.canConvertToInt() && tokens.asInt() > 0;
        return counts ? new Usage(tokens.asInt(), 0, 0) : null;
    }

    /**
     * The vectors of an embeddings answer in OpenAI's form.
     *
     * @param texts how many were asked for
     * @param dimensions how many numbers each has to have, or null
     * @throws AttemptFailure if it has others
     */
    static List<float[]> vectors(JsonNode answer, int texts, @Nullable Integer dimensions) throws AttemptFailure {
        float[][] vectors = new float[texts][];
        int next = 0;
        for (JsonNode one : answer.path("data")) {
            int index = one.path("index").asInt(next++);
            if (index < 0 || index >= texts || vectors[index] != null) {
                throw wrong(FailureKind.RETRY, "it answered with vectors for other texts");
            }
            vectors[index] = vector(one.path("embedding"));
        }
        List<float[]> all = new ArrayList<>(Arrays.asList(vectors));
        if (all.stream().anyMatch(Objects::isNull)) {
            throw wrong(FailureKind.RETRY, "it answered with fewer vectors than texts");
        }
        check(all, dimensions);
        return all;
    }

    private static float[] vector(JsonNode numbers) throws AttemptFailure {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            JsonNode number = numbers.get(i);
            vector[i] = number.floatValue();
            if (!number.isNumber() || !Float.isFinite(vector[i])) {
                throw wrong(FailureKind.RETRY, "it answered with what is no vector");
            }
        }
        return vector;
    }

    private static void check(List<float[]> vectors, @Nullable Integer dimensions) throws AttemptFailure {
        int length = dimensions == null ? vectors.get(0).length : dimensions;
        for (float[] vector : vectors) {
            if (vector.length == 0 || vector.length != length) {
                String message = "it answered with vectors of " + vector.length + " dimensions, not " + length;
                throw wrong(FailureKind.NEXT_MODEL, message);
            }
        }
    }

    private static AttemptFailure wrong(FailureKind kind, String message) {
        return new AttemptFailure(kind, Billing.KNOWN, message);
    }
}
