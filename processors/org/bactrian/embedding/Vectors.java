package org.bactrian.embedding;

/** The little arithmetic embeddings need. */
public final class Vectors {
    private Vectors() {}

    /** Cosine of two vectors of length one, from -1 to 1. */
    public static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return Math.max(-1, Math.min(1, sum));
    }

    static void add(float[] to, float[] vector, float weight) {
        for (int i = 0; i < to.length; i++) {
            to[i] += weight * vector[i];
        }
    }

    /** The same direction, length one. */
    static float[] unit(float[] vector) {
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        float[] unit = new float[vector.length];
        if (square > 0) {
            add(unit, vector, (float) (1 / Math.sqrt(square)));
        }
        return unit;
    }
}
