package org.bactrian.answers.semantic;

/**
 * An upper bound of the error of would-be hits that holds at every look, however often one looks and whenever one
 * stops. Let m(i) be the chance, given all that went before, that the i-th checked hit is wrong, and S the number
 * found wrong. For each t in [0, 1), t^S exp((1-t) sum m) is a supermartingale, because a hit wrong with chance m has
 * E t^x = 1-(1-t)m <= exp(-(1-t)m); so is a mixture over t. By Ville's inequality it ever exceeds 1/alpha with
 * probability alpha at most. Solved for sum m this bounds the mean error of the checked hits with confidence 1-alpha,
 * and takes no hits to be alike or independent. Immutable.
 *
 * @param checked hits compared with a fresh answer
 * @param wrong how many of them were wrong
 * @param alpha the chance that the bound ever fails
 */
record Certificate(long checked, long wrong, double alpha) {
    /** The first; with those after it, each at a fifth of the chance, the chance that any ever fails is 0.05. */
    static final Certificate FIRST = new Certificate(0, 0, 0.04);

    private static final double EACH_NEXT = 0.2;
    private static final double[] BETS = {0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9};
    private static final double[] WEIGHTS = {0.3, 0.2, 0.15, 0.1, 0.1, 0.1, 0.05};
    private static final int HALVINGS = 60;

    Certificate with(boolean right) {
        return new Certificate(checked + 1, wrong + (right ? 0 : 1), alpha);
    }

    /** What has to be earned once more, because it was lost. */
    Certificate anew() {
        return new Certificate(0, 0, alpha * EACH_NEXT);
    }

    /** The bound of the mean error, from 0 to 1. */
    double upper() {
        return checked == 0 ? 1 : Math.min(1, upperSum() / checked);
    }

    private double upperSum() {
        double low = wrong;
        double high = checked;
        for (int i = 0; i < HALVINGS && excluded(high); i++) {
            double middle = (low + high) / 2;
            boolean out = excluded(middle);
            low = out ? low : middle;
            high = out ? middle : high;
        }
        return high;
    }

    /** Whether the data speak too clearly against the chances adding up to so much. */
    private boolean excluded(double sum) {
        double evidence = 0;
        for (int i = 0; i < BETS.length; i++) {
            double lost = wrong == 0 ? 0 : wrong * Math.log(BETS[i]);
            evidence += WEIGHTS[i] * Math.exp((1 - BETS[i]) * sum + lost);
        }
        return evidence >= 1 / alpha;
    }
}
