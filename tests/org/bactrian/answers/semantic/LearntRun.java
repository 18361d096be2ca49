package org.bactrian.answers.semantic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bactrian.embedding.Embedder;

/** The real cache, with index and evidence, on a stream of requests; an exact cache stands before it. */
final class LearntRun implements AutoCloseable {
    private static final Scope SCOPE = new Scope("tenant", "feature", "prompt.v1", "identity");
    private static final Duration DAY = Duration.ofDays(1);
    private static final double CHECKED = 0.05;
    private static final int ENTRIES = 100_000;

    private final Questions truth;
    private final double maxError;
    private final ManualClock clock = new ManualClock();
    private final SemanticIndex index = SemanticIndex.inMemory(ENTRIES, clock);
    private final SemanticCache cache;
    private final Map<String, Integer> comparisons = new HashMap<>();
    private final Map<String, Integer> beforeFirstHit = new HashMap<>();
    private final Tally whole;
    private final Tally settled;
    private long servedFrom = -1;
    private int turns;

    LearntRun(Questions truth, Embedder embedder, double maxError, long seed) {
        this.truth = truth;
        this.maxError = maxError;
        this.whole = new Tally(truth);
        this.settled = new Tally(truth);
        this.cache = new SemanticCache(index, embedder, new SameFields(), CHECKED, new Random(seed), this::turned);
    }

    private void turned(String feature, String prompt, Standing standing) {
        servedFrom = servedFrom < 0 ? whole.lookups() : servedFrom;
        turns++;
    }

    void run(Traffic traffic) {
        for (int day = 0; day < traffic.days(); day++) {
            Set<String> exact = new HashSet<>();
            for (String asked : traffic.day(day)) {
                if (!exact.contains(asked) && !ask(asked, day >= traffic.counted())) {
                    exact.add(asked);
                }
            }
            clock.pass(DAY);
        }
    }

    /** Whether it was a hit. */
    private boolean ask(String question, boolean counted) {
        looked(counted);
        Lookup lookup = cache.lookup(new Asked(SCOPE, question, maxError));
        Kept kept = lookup.kept();
        if (lookup.outcome() == Lookup.Outcome.HIT && kept != null) {
            hit(kept.question(), question, counted);
            return true;
        }
        if (cache.learn(lookup, answer(question)).isPresent() && kept != null) {
            comparisons.merge(kept.question(), 1, Integer::sum);
        }
        cache.keep(lookup, "user", "key", answer(question), DAY);
        return false;
    }

    private String answer(String question) {
        return "{\"intent\": " + Notes.write(truth.answer(question)) + "}";
    }

    private void looked(boolean counted) {
        whole.looked();
        if (counted) {
            settled.looked();
        }
    }

    private void hit(String kept, String asked, boolean counted) {
        beforeFirstHit.putIfAbsent(kept, comparisons.getOrDefault(kept, 0));
        whole.hit(kept, asked);
        if (counted) {
            settled.hit(kept, asked);
        }
    }

    /** Whether a question gets the answer of the only other one kept, with all that was learnt; teaches nothing. */
    boolean offered(String kept, String asked) {
        Scope alone = new Scope(SCOPE.tenant(), SCOPE.feature(), SCOPE.prompt(), kept + "\t" + asked);
        cache.keep(cache.lookup(new Asked(alone, kept, maxError)), "user", "key", answer(kept), DAY);
        return cache.lookup(new Asked(alone, asked, maxError)).wouldHit();
    }

    Tally whole() {
        return whole;
    }

    Tally settled() {
        return settled;
    }

    /** Lookups of the feature until it served for the first time, or -1. */
    long servedFrom() {
        return servedFrom;
    }

    /** How often the cache began or stopped to serve. */
    int turns() {
        return turns;
    }

    Standing standing() {
        return cache.standing(SCOPE, maxError);
    }

    /** Comparisons each served entry had seen before its first hit, ascending. */
    List<Integer> beforeFirstHit() {
        List<Integer> counts = new ArrayList<>(beforeFirstHit.values());
        counts.sort(null);
        return counts;
    }

    @Override
    public void close() {
        index.close();
    }
}
