package org.bactrian.answers.semantic;

/** The logistic function, and its mean under a Gaussian by MacKay's approximation (1992). */
final class Logistic {
    private static final double MACKAY = Math.PI / 8;

    private Logistic() {}

    static double of(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** Its mean if the logit is uncertain, which pulls it towards one half. */
    static double mean(double logit, double variance) {
        return of(logit / spread(variance));
    }

    /** By how much a variance pulls a logit in. */
    static double spread(double variance) {
        return Math.sqrt(1 + MACKAY * variance);
    }
}
