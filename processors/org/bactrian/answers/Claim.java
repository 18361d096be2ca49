package org.bactrian.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.bactrian.LlmException;
import org.bactrian.answers.semantic.Lookup;
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

    /** Whose call this is, for the answer it may leave. */
    Origin origin();

    /** The question by its meaning, or null if only the very same one may share its answer. */
    @Nullable
    Meant meant();

    /** Keeps what a look by meaning has shown, until there is a fresh answer to learn from. */
    void looked(Lookup lookup);

    /** What such a look has shown; null without one. */
    @Nullable
    Lookup looked();

    /** When it began. */
    Instant since();

    /** How long the answer may be served again; zero keeps it out of the exact cache. */
    Duration ttl();

    /** Whether an answer made for another call will do, kept or in flight. */
    boolean shares();

    /** Whether an answer that is kept is young enough for this call. */
    boolean accepts(Kept kept, Instant now);

    /** Whether the answer may be kept. */
    boolean writesCache();

    /** Whether the answer is wanted later if every model fails. */
    boolean keepsStale();

    Deadline deadline();

    /** Completes when nobody waits for this call any more. */
    CompletableFuture<Void> callerLeft();

    /** From now on others may wait for this call; it tells them what it says. */
    void leads(Lead lead);

    /**
     * A process died when it may have paid for this very request, and what it got is not known.
     *
     * @throws org.bactrian.LlmRefused if the request is not to be sent a second time
     */
    void uncertain();

    /**
     * Takes a part of the answer this call waits for.
     *
     * @throws IOException if its caller has gone
     */
    void hear(String model, JsonNode delta) throws IOException;

    /** Whether its caller has been sent a part of an answer. */
    boolean heard();

    /** Takes an answer somebody else made. */
    void answered(Kept kept, Served served);

    /** What it has taken, or null. */
    @Nullable
    Kept taken();

    /** The good answer of this call, its own or taken; null if it has none. */
    @Nullable
    Answer answer();

    /** Whether the answer is cut short for lack of this call's own money, so that nobody else should get it. */
    boolean ownOnly();

    /** Why every model failed, if that is what happened; null for a failure that is this call's alone. */
    @Nullable
    LlmException sharedFailure();

    /** How an answer was had without asking a model. */
    enum Served {
        HIT,
        SEMANTIC,
        COALESCED,
        REPLAY
    }
}
