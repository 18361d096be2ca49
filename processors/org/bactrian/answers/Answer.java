package org.bactrian.answers;

import org.bactrian.provider.Usage;

/**
 * An answer that satisfied its contract.
 *
 * @param text the answer itself: JSON text for a structured feature
 * @param model the model that gave it
 * @param complete whether the model came to its own end
 * @param usage what it took to make it
 */
public record Answer(String text, boolean structured, String model, boolean complete, Usage usage) {
    private static final int OVERHEAD = 200;

    /** Bytes it takes in memory, roughly. */
    int weight() {
        return OVERHEAD + 2 * text.length();
    }
}
