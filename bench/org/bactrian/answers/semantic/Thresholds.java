package org.bactrian.answers.semantic;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a policy of one threshold does at each of many; the best is chosen in hindsight, on the stream it is judged by. */
final class Thresholds {
    private static final int PER_UNIT = 200; // steps of 0.005

    private final Map<Double, Tally> tallies = new TreeMap<>();

    Thresholds(StaticThreshold policy, Traffic traffic) {
        for (int step = (int) (Similarities.LOWEST * PER_UNIT); step <= PER_UNIT; step++) {
            double threshold = (double) step / PER_UNIT;
            tallies.put(threshold, policy.run(traffic, threshold));
        }
    }

    Map<Double, Tally> all() {
        return tallies;
    }

    /** The threshold with most hits and no more error than this, if there is one with a hit at all. */
    Optional<Map.Entry<Double, Tally>> best(double error) {
        return tallies.entrySet().stream()
                .filter(entry -> entry.getValue().hits() > 0 && entry.getValue().error() <= error)
                .max(Comparator.comparingDouble(entry -> entry.getValue().hitRate()));
    }
}
