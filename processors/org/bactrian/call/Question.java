package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Claim;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Lead;
import org.bactrian.answers.Meant;
import org.bactrian.answers.Origin;
import org.bactrian.answers.semantic.Lookup;
import org.bactrian.feature.CacheRules;
import org.bactrian.resilience.Deadline;
import org.bactrian.stream.Downstream;
import org.jspecify.annotations.Nullable;

/** A call as the answers see it: what it asks, what of it may be shared, and where its answer goes. */
record Question(Engine engine, Call call) implements Claim {
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
    public Origin origin() {
        String key = call.input.idempotencyKey();
        return new Origin(
                call.identity.tenant(),
                call.feature.name(),
                call.rendered().prompt().name(),
                call.identity.user(),
                key == null ? "" : key);
    }

    @Override
    public @Nullable Meant meant() {
        return call.rendered().meant();
    }

    @Override
    public void looked(Lookup lookup) {
        call.looked = lookup;
    }

    @Override
    public @Nullable Lookup looked() {
        return call.looked;
    }

    @Override
    public Instant since() {
        return call.calledAt;
    }

    @Override
    public Duration ttl() {
        CacheRules.Exact exact = call.feature.cache().exact();
        return exact == null ? Duration.ZERO : exact.ttl();
    }

    @Override
    public boolean shares() {
        return call.feature.cache().shares() && call.input.cache() == Input.CacheUse.ON;
    }

    @Override
    public boolean accepts(Kept kept, Instant now) {
        Duration most = call.input.maxAge();
        return most == null || Duration.between(kept.madeAt(), now).compareTo(most) <= 0;
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
    public void leads(Lead lead) {
        call.running.lead(lead);
    }

    @Override
    public void uncertain() {
        engine.meters().uncertain(call.feature.name());
        if (call.feature.onUncertain().equals("park")) {
            String message = "A crash hid whether this request was answered and paid for before, so it is parked:"
                    + " send it under a new key, or as a new message, to ask again";
            throw new LlmRefused(ErrorCode.IDEMPOTENCY_CONFLICT, message, "Idempotency-Key");
        }
    }

    @Override
    public void hear(String model, JsonNode delta) throws IOException {
        Downstream down = call.downstream;
        if (down != null) {
            call.hears(model);
            down.send(() -> Facts.headers(call), delta);
        }
    }

    @Override
    public boolean heard() {
        return call.sent();
    }

    @Override
    public void answered(Kept kept, Served served) {
        call.take(kept, served);
    }

    @Override
    public @Nullable Kept taken() {
        return call.served == null ? null : call.kept;
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
