package org.bactrian.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often each model was asked; forgets the ones that were not asked for longest. */
final class Turns {
    private static final int MOST_MODELS = 10_000;

    private final Map<String, Integer> next = new LinkedHashMap<>(16, 0.75f, true);

    /** The number of this request among those of its model, from 0. */
    synchronized int take(String model) {
        int turn = next.getOrDefault(model, 0);
        next.put(model, turn + 1);
        if (next.size() > MOST_MODELS) {
            next.remove(next.keySet().iterator().next());
        }
        return turn;
    }
}
