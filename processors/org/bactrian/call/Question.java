package org.bactrian.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bactrian.LlmException;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Claim;
import org.bactrian.feature.CacheRules.Exact;
import org.bactrian.resilience.Deadline;
import org.jspecify.annotations.Nullable;

/** A call as the answers see it: what it asks, what of it may be shared, and where its answer goes. */
record Question(Call call) implements Claim {
    @Override
    public @Nullable String fingerprint() {
        return call.rendered().fingerprint();
    }

    @Override
    public @Nullable String replayKey() {
        return call.rendered().replayKey();
    }

    @Override
    public String requestHash() {
        return call.rendered().requestHash();
    }

    @Override
    public Duration ttl() {
        Exact exact = call.feature.cache().exact();
        return exact == null ? Duration.ZERO : exact.ttl();
    }

    @Override
    public boolean shares() {
        return call.feature.cache().exact() != null && call.input.cache() == Input.CacheUse.ON;
    }

    @Override
    public boolean writesCache() {
        return call.input.cache() != Input.CacheUse.NO_STORE;
    }

    @Override
    public boolean keepsStale() {
        return call.feature.keepsStale();
    }

    @Override
    public Deadline deadline() {
        return call.deadline();
    }

    @Override
    public CompletableFuture<Void> callerLeft() {
        return call.callerLeft();
    }

    @Override
    public void answered(Answer answer, Served served) {
        call.take(answer, served);
    }

    /** A degraded answer is no answer anybody else should get. */
    @Override
    public @Nullable Answer answer() {
        return call.degraded == null ? call.answer() : null;
    }

    @Override
    public boolean ownOnly() {
        Answer own = call.answer();
        return call.lowered && own != null && !own.complete();
    }

    @Override
    public @Nullable LlmException sharedFailure() {
        return call.everyModelFailed() ? call.failure : null;
    }
}
