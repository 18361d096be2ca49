package org.bactrian.cluster;

import org.bactrian.provider.Hint;
import org.bactrian.provider.Lanes;

/** Spreads what each process knows of its models. They are hints: what a process sees for itself counts more. */
final class Hints {
    private static final String HINTS = "hints";

    private Hints() {}

    /** Lets the lanes of this process tell those of the others, and hear them. */
    static void between(ClusterNode node, Lanes lanes) {
        node.onTold(HINTS, message -> Wire.read(message, Hint.class, lanes::hear));
        lanes.onNews(hint -> node.threads().execute(() -> node.tell(HINTS, Wire.bytes(hint))));
    }
}
