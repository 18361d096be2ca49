package org.bactrian.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/** Latencies in nanoseconds, the shortest first. */
record Latencies(long... sorted) {
    private static final double[] SHARES = {0.50, 0.95, 0.99, 1};
    private static final double MILLI = 1e6;

    static Latencies of(LongStream nanos) {
        return new Latencies(nanos.sorted().toArray());
    }

    private double millis(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / MILLI;
    }

    /** How much longer these are than others, share by share. */
    String above(Latencies others) {
        return print(share -> millis(share) - others.millis(share));
    }

    @Override
    public String toString() {
        return print(this::millis);
    }

    private static String print(DoubleUnaryOperator at) {
        Object[] values = Arrays.stream(SHARES).map(at).boxed().toArray();
        return String.format(Locale.ROOT, "p50 %8.2f ms  p95 %8.2f ms  p99 %8.2f ms  max %8.2f ms", values);
    }
}
