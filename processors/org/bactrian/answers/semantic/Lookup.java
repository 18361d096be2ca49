package org.bactrian.answers.semantic;

import org.jspecify.annotations.Nullable;

/** What the cache found for a question, and what it needs to learn from the fresh answer. Immutable. */
public final class Lookup {
    private final Outcome outcome;
    private final String reason;
    private final Asked asked;
    private final @Nullable Place place;
    private final @Nullable Match match;

    Lookup(Outcome outcome, String reason, Asked asked, @Nullable Place place, @Nullable Match match) {
        this.outcome = outcome;
        this.reason = reason;
        this.asked = asked;
        this.place = place;
        this.match = match;
    }

    /** What to do with a question. */
    public enum Outcome {
        /** Serve the kept answer. */
        HIT,
        /** Ask the model and give its answer, then {@link SemanticCache#learn}: a would-be hit is being checked. */
        VERIFY,
        /** Ask the model and give its answer, then {@link SemanticCache#learn}. */
        MISS
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Why, in words for a log at debug level; never the question itself. */
    public String reason() {
        return reason;
    }

    /** The kept answer of the candidate, if there is one; only a hit may serve it. */
    public @Nullable Kept kept() {
        return match == null ? null : match.candidate().kept();
    }

    /** Cosine of the question and the kept one, or -1 without a candidate. */
    public double cosine() {
        return match == null ? -1 : match.candidate().cosine();
    }

    /** The chance that the kept answer is wrong, as the cache sees it; 1 without a candidate. */
    public double expectedError() {
        return match == null ? 1 : match.expectedError();
    }

    /** Whether the kept answer would be served but for a comparison. */
    public boolean wouldHit() {
        return match != null && match.wouldHit();
    }

    Asked asked() {
        return asked;
    }

    /** Null if the question may not be kept. */
    @Nullable
    Place place() {
        return place;
    }

    @Nullable
    Match match() {
        return match;
    }

    @Override
    public String toString() {
        return outcome + ": " + reason;
    }
}
