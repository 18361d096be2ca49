package org.bactrian.answers.semantic;

/**
 * A question put to the cache.
 *
 * @param scope what a kept question must share with it
 * @param question as the user wrote it
 * @param maxError the share of wrong answers among hits that the feature puts up with, above 0 and at most 0.5
 */
public record Asked(Scope scope, String question, double maxError) {
    private static final double LARGEST = 0.5;

    /**
     * A question and its bound.
     *
     * @throws IllegalArgumentException if maxError is out of its range
     */
    public Asked {
        if (!(maxError > 0 && maxError <= LARGEST)) {
            throw new IllegalArgumentException("maxError is above 0 and at most 0.5, e.g. 0.02, not " + maxError);
        }
    }

    @Override
    public String toString() {
        return scope + ", " + question.length() + " characters, maxError " + maxError;
    }
}
