package org.bactrian.answers.semantic;

/**
 * Notices that hits have become wrong lately, which a long good record hides: a sum of bets on wrong hits that starts
 * anew whenever it has lost (e-CUSUM; Shin, Ramdas and Rinaldo 2023). While the chance of a wrong hit stays at or under
 * the bound, a false alarm comes no sooner than every LIMIT checks on average. Immutable.
 */
record DriftAlarm(double stake) {
    static final DriftAlarm QUIET = new DriftAlarm(1);

    private static final double LIMIT = 1000;
    private static final double BOLDNESS = 0.5; // of the most one may bet and not go bankrupt

    DriftAlarm with(boolean right, double maxError) {
        double bet = BOLDNESS / maxError;
        return new DriftAlarm(Math.max(1, stake) * (1 + bet * ((right ? 0 : 1) - maxError)));
    }

    boolean ringing() {
        return stake >= LIMIT;
    }
}
