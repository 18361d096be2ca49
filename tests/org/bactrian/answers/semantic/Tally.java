package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What a policy did on a stream: hits, wrong ones, and over how many distinct pairs. */
final class Tally {
    private static final int RESAMPLES = 2000;
    private static final int HITS = 0;
    private static final int WRONG = 1;
    private static final int PAIRS = 2;
    private static final int WRONG_PAIRS = 3;

    private final Questions truth;
    private final Set<String> pairs = new HashSet<>();
    private final Set<String> wrongPairs = new HashSet<>();
    private final Map<String, int[]> byGroup = new HashMap<>();
    private final int[] sum = new int[4];
    private long lookups;

    Tally(Questions truth) {
        this.truth = truth;
    }

    void looked() {
        lookups++;
    }

    void hit(String kept, String asked) {
        boolean same = truth.same(kept, asked);
        boolean first = pairs.add(kept + "\t" + asked);
        for (int[] counts : List.of(sum, byGroup.computeIfAbsent(truth.group(asked), group -> new int[4]))) {
            counts[HITS]++;
            counts[WRONG] += same ? 0 : 1;
            counts[PAIRS] += first ? 1 : 0;
            counts[WRONG_PAIRS] += first && !same ? 1 : 0;
        }
        if (!same) {
            wrongPairs.add(kept + "\t" + asked);
        }
    }

    long lookups() {
        return lookups;
    }

    int hits() {
        return sum[HITS];
    }

    double hitRate() {
        return lookups == 0 ? 0 : (double) hits() / lookups;
    }

    /** Wrong among hits. */
    double error() {
        return hits() == 0 ? 0 : (double) sum[WRONG] / hits();
    }

    int distinct() {
        return sum[PAIRS];
    }

    Set<String> wrongPairs() {
        return wrongPairs;
    }

    /** Wrong among distinct pairs with its exact 95 % interval (Clopper and Pearson 1934): low, estimate, high. */
    double[] overPairs() {
        return ClopperPearson.interval(sum[WRONG_PAIRS], sum[PAIRS]);
    }

    /** The 95 % interval of the error if questions written together fail together: groups drawn anew, low and high. */
    double[] overGroups() {
        return resampled(HITS, WRONG);
    }

    /** The same of the error over distinct pairs. */
    double[] pairsOverGroups() {
        return resampled(PAIRS, WRONG_PAIRS);
    }

    private double[] resampled(int all, int bad) {
        List<int[]> groups = new ArrayList<>(byGroup.values());
        Random random = new Random(1);
        double[] errors = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES && !groups.isEmpty(); i++) {
            double hits = 0;
            double wrong = 0;
            for (int k = 0; k < groups.size(); k++) {
                int[] drawn = groups.get(random.nextInt(groups.size()));
                hits += drawn[all];
                wrong += drawn[bad];
            }
            errors[i] = wrong / hits;
        }
        Arrays.sort(errors);
        return new double[] {errors[RESAMPLES / 40], errors[RESAMPLES - 1 - RESAMPLES / 40]};
    }
}
