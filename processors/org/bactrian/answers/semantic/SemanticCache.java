package org.bactrian.answers.semantic;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bactrian.answers.semantic.Lookup.Outcome;
import org.bactrian.embedding.Embedder;

/**
 * Answers a question with the answer kept for another that means the same, if that is wrong with a chance of at most
 * maxError. Three things must agree: no guard sees a difference; the kept question's own evidence, on top of all
 * comparisons of its feature, puts the chance at maxError or less; and the feature's record of checked hits shows,
 * with 95 % confidence at every look, that hits have been wrong no more often. Until then, and for a share of the hits
 * after, the model is asked and its answer compared with the kept one. Thread-safe.
 */
public final class SemanticCache {
    private static final int NEIGHBOURS = 24; // many may differ in a number only
    private static final int READINGS = 10_000; // of kept questions; a few kB each

    private final SemanticIndex index;
    private final Embedder embedder;
    private final Equivalence equivalence;
    private final RandomGenerator coin;
    private final double checkedShare;
    private final Experience experience;
    private final LoadingCache<String, Traits> readings =
            Caffeine.newBuilder().maximumSize(READINGS).build(Traits::of);

    /**
     * A cache over an index, with all the index remembers.
     *
     * @param checkedShare share of the hits that are compared with a fresh answer, above 0 to 1; 0.05 is a good one
     * @param coin thread-safe; nobody may foresee it, else the checks are no sample
     */
    public SemanticCache(
            SemanticIndex index,
            Embedder embedder,
            Equivalence equivalence,
            double checkedShare,
            RandomGenerator coin,
            Watch watch) {
        this.index = index;
        this.embedder = embedder;
        this.equivalence = equivalence;
        this.checkedShare = checkedShare;
        this.coin = coin;
        this.experience = new Experience(index, watch);
    }

    /** Looks for an answer; a few milliseconds, no call to a model. */
    public Lookup lookup(Asked asked) {
        Traits traits = Traits.of(asked.question());
        if (asked.question().isBlank() || !traits.readable()) {
            return new Lookup(Outcome.MISS, "a language the guards cannot read", asked, null, null);
        }
        if (embedder.tokens(asked.question()) > embedder.window()) {
            return new Lookup(Outcome.MISS, "too long to be compared by meaning", asked, null, null);
        }
        Place place = new Place(embedder.embed(asked.question()));
        Candidates candidates = candidates(traits, asked.scope(), place);
        Optional<Neighbour> nearest = candidates.nearest();
        return nearest.isEmpty()
                ? new Lookup(Outcome.MISS, candidates.absence(), asked, place, null)
                : judged(asked, place, nearest.get(), candidates.likeness(nearest.get()));
    }

    private Candidates candidates(Traits traits, Scope scope, Place place) {
        return new Candidates(traits, readings::get, index.nearest(scope, place.vector(), NEIGHBOURS));
    }

    private Lookup judged(Asked asked, Place place, Neighbour nearest, Likeness likeness) {
        double error = experience.error(nearest, likeness, asked.maxError());
        Match match = new Match(nearest, likeness, error, error <= asked.maxError());
        if (!match.wouldHit()) {
            return new Lookup(Outcome.MISS, "not sure enough", asked, place, match);
        }
        if (!experience.standing(asked.scope(), asked.maxError()).serving()) {
            return new Lookup(Outcome.MISS, "sure enough, but hits are still on trial", asked, place, match);
        }
        boolean checked = coin.nextDouble() < checkedShare;
        return new Lookup(checked ? Outcome.VERIFY : Outcome.HIT, "sure enough", asked, place, match);
    }

    /**
     * Compares the kept answer with the fresh one and learns. Of a miss without a candidate there is nothing to learn;
     * a hit has no fresh answer.
     *
     * @param fresh a valid, complete, undegraded answer of the model
     * @return whether the kept answer was right, if there was one
     */
    public Optional<Boolean> learn(Lookup lookup, String fresh) {
        Match match = lookup.match();
        if (match == null) {
            return Optional.empty();
        }
        boolean right = equivalence.same(match.candidate().kept().answer(), fresh);
        experience.learn(match, lookup.asked(), right);
        return Optional.of(right);
    }

    /**
     * Keeps a fresh answer for the questions to come.
     *
     * @param user who asked, for a purge
     * @param key fingerprint of the exact question, for a purge
     * @param answer a valid, complete, undegraded answer of the model
     */
    public void keep(Lookup lookup, String user, String key, String answer, Duration ttl) {
        Place place = lookup.place();
        if (place != null) {
            Instant now = index.now();
            Asked asked = lookup.asked();
            Kept kept = new Kept(asked.scope(), user, key, asked.question(), answer, now, now.plus(ttl));
            index.add(kept, place.vector());
        }
    }

    /** Forgets answers and what was learnt of their questions; returns how many. What a feature has shown stays. */
    public int purge(Purge purge) {
        List<String> ids = index.purge(purge);
        experience.forget(ids);
        return ids.size();
    }

    /** How a feature and prompt stand under a bound. */
    public Standing standing(Scope scope, double maxError) {
        return experience.standing(scope, maxError);
    }
}
