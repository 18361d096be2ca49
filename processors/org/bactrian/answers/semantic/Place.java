package org.bactrian.answers.semantic;

/** Where a question lies among the others. */
final class Place {
    private final float[] vector;

    Place(float[] vector) {
        this.vector = vector;
    }

    float[] vector() {
        return vector;
    }
}
