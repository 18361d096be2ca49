package org.bactrian.answers.semantic;

import java.util.function.DoubleUnaryOperator;

/** The exact two-sided 95 % interval of a share. */
final class ClopperPearson {
    private static final double TAIL = 0.025;
    private static final int HALVINGS = 60;

    private ClopperPearson() {}

    static double[] interval(int hits, int of) {
        if (of == 0) {
            return new double[] {0, 0, 1};
        }
        double low = hits == 0 ? 0 : root(p -> 1 - atMost(hits - 1, of, p) - TAIL);
        double high = hits == of ? 1 : root(p -> TAIL - atMost(hits, of, p));
        return new double[] {low, (double) hits / of, high};
    }

    /** Where a rising function passes zero. */
    private static double root(DoubleUnaryOperator rising) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double atMost(int hits, int of, double p) {
        double log = of * Math.log1p(-p);
        double sum = 0;
        for (int k = 0; k <= hits; k++) {
            sum += Math.exp(log);
            log += Math.log((double) (of - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
        }
        return Math.min(1, sum);
    }
}
