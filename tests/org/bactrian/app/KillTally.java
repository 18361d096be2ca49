package org.bactrian.app;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** How the calls of a crash test ended. Thread-safe. */
final class KillTally {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> unseen = new TreeMap<>();

    synchronized void count(String feature, String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
        if (KillMix.UNSEEN.contains(feature) && !outcome.equals("answered")) {
            unseen.merge(feature, 1, Integer::sum);
        }
    }

    /** What may have been billed for a feature without our seeing it, USD. */
    synchronized BigDecimal unseen(String feature) {
        return KillMix.UNSEEN_USD.multiply(BigDecimal.valueOf(unseen.getOrDefault(feature, 0)));
    }

    synchronized Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }
}
