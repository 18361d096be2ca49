package org.bactrian.answers.semantic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All that was learnt: of each kept question, and of each feature and prompt. Written down with every trial; outlives
 * an answer that expires, because it is about questions. Thread-safe.
 */
final class Experience {
    private static final String ENTRY = "entry:";
    private static final String FEATURE = "feature:";

    private final SemanticIndex index;
    private final Watch watch;
    private final Cache<String, Evidence> entries;
    private final Map<String, Trust> features = new ConcurrentHashMap<>();

    Experience(SemanticIndex index, Watch watch) {
        this.index = index;
        this.watch = watch;
        this.entries = Caffeine.newBuilder()
                .maximumSize(index.maxEntries())
                .evictionListener((@Nullable String id, @Nullable Evidence old, RemovalCause cause) ->
                        index.dropNotes(List.of(ENTRY + id)))
                .build();
        index.notes().forEach(this::read);
    }

    private void read(String id, String note) {
        if (id.startsWith(ENTRY)) {
            Notes.read(note, Evidence.class).ifPresent(e -> entries.put(id.substring(ENTRY.length()), e));
        } else {
            Notes.read(note, Trust.class).ifPresent(trust -> features.put(id, trust));
        }
    }

    private static String id(Scope scope) {
        return FEATURE + scope.feature() + "/" + scope.prompt();
    }

    Standing standing(Scope scope, double maxError) {
        return trust(scope, maxError).standing();
    }

    private Trust trust(Scope scope, double maxError) {
        return features.getOrDefault(id(scope), Trust.blank(maxError)).under(maxError);
    }

    /** Probability that a candidate's answer would be wrong, from 0 to 1. */
    synchronized double error(Neighbour candidate, Likeness likeness, double maxError) {
        Belief belief = trust(candidate.kept().scope(), maxError).belief();
        return evidence(candidate).error(belief, likeness);
    }

    private Evidence evidence(Neighbour candidate) {
        Evidence evidence = entries.getIfPresent(candidate.kept().id());
        return evidence == null ? Evidence.NONE : evidence;
    }

    /** Learns from a comparison: whether the answer of a match was right. */
    synchronized void learn(Match match, Asked asked, boolean right) {
        Trial trial = new Trial(asked.question().hashCode(), match.likeness(), right);
        String entry = match.candidate().kept().id();
        Evidence evidence = evidence(match.candidate()).with(trial);
        entries.put(entry, evidence);
        index.note(ENTRY + entry, Notes.write(evidence));
        Trust before = features.getOrDefault(id(asked.scope()), Trust.blank(asked.maxError()));
        Trust after = before.under(asked.maxError()).learnt(trial, match.wouldHit());
        features.put(id(asked.scope()), after);
        index.note(id(asked.scope()), Notes.write(after));
        if (before.serving() != after.serving()) {
            watch.turned(asked.scope().feature(), asked.scope().prompt(), after.standing());
        }
    }

    /** Forgets what was learnt of some questions. */
    void forget(List<String> ids) {
        entries.invalidateAll(ids);
        index.dropNotes(ids.stream().map(id -> ENTRY + id).toList());
    }
}
