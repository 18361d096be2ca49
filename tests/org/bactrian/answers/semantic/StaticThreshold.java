package org.bactrian.answers.semantic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bactrian.answers.semantic.Similarities.Near;

/** The policy of the field: the nearest kept question will do above one threshold; with our guards or without. */
final class StaticThreshold {
    private final Questions truth;
    private final Similarities similarities;
    private final boolean guarded;

    StaticThreshold(Questions truth, Similarities similarities, boolean guarded) {
        this.truth = truth;
        this.similarities = similarities;
        this.guarded = guarded;
    }

    /** What the policy does on the counted days. */
    Tally run(Traffic traffic, double threshold) {
        Tally tally = new Tally(truth);
        for (int day = traffic.counted(); day < traffic.days(); day++) {
            day(traffic.day(day), threshold, tally);
        }
        return tally;
    }

    private void day(List<String> requests, double threshold, Tally tally) {
        boolean[] kept = new boolean[similarities.size()];
        Set<String> exact = new HashSet<>();
        for (String asked : requests) {
            if (exact.contains(asked)) {
                continue;
            }
            tally.looked();
            int number = similarities.number(asked);
            int nearest = nearest(kept, number, threshold);
            if (nearest < 0) {
                kept[number] = true;
                exact.add(asked);
            } else {
                tally.hit(similarities.text(nearest), asked);
            }
        }
    }

    private int nearest(boolean[] kept, int asked, double threshold) {
        for (Near near : similarities.near(asked)) {
            if (near.cosine() < threshold) {
                return -1;
            }
            if (kept[near.number()] && (near.allowed() || !guarded)) {
                return near.number();
            }
        }
        return -1;
    }
}
