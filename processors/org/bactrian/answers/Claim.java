package org.bactrian.answers;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bactrian.LlmException;
import org.bactrian.resilience.Deadline;
import org.jspecify.annotations.Nullable;

/** What a call asks of {@link Answers}, and where it gets what was found. */
public interface Claim {
    /** Identity of the question, or null if it has none that anybody could share. */
    @Nullable
    String fingerprint();

    /** Identity of the request as its sender names it (tenant, feature and Idempotency-Key), or null without one. */
    @Nullable
    String replayKey();

    /** What a repeated Idempotency-Key must match. */
    String requestHash();

    /** How long the answer may be served again; zero keeps it out of the exact cache. */
    Duration ttl();

    /** Whether an answer made for another call will do, kept or in flight. */
    boolean shares();

    /** Whether the answer may be kept. */
    boolean writesCache();

    /** Whether the answer is wanted later if every model fails. */
    boolean keepsStale();

    Deadline deadline();

    /** Completes when nobody waits for this call any more. */
    CompletableFuture<Void> callerLeft();

    /** Takes an answer somebody else made. */
    void answered(Answer answer, Served served);

    /** The good answer of this call, its own or taken; null if it has none. */
    @Nullable
    Answer answer();

    /** Whether the answer is cut short for lack of this call's own money, so that nobody else should get it. */
    default boolean ownOnly() {
        return false;
    }

    /** Why every model failed, if that is what happened; null for a failure that is this call's alone. */
    @Nullable
    LlmException sharedFailure();

    /** How an answer was had without asking a model. */
    enum Served {
        HIT,
        COALESCED,
        REPLAY
    }
}
