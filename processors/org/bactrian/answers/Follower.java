package org.bactrian.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bactrian.ErrorCode;
import org.bactrian.LlmUnavailable;
import org.jspecify.annotations.Nullable;

/** A call that waits for the answer of another, and hears it as it comes. Told by any thread, waits in one. */
final class Follower {
    private static final Object CALLER_LEFT = new Object();

    private final Claim claim;
    private final BlockingQueue<Object> news = new LinkedBlockingQueue<>();

    Follower(Claim claim) {
        this.claim = claim;
    }

    /** Words of a model. */
    record Part(String model, JsonNode delta) {}

    void tell(Part part) {
        news.add(part);
    }

    void tell(Landing landing) {
        news.add(landing);
    }

    /**
     * Waits for the end of a flight.
     *
     * @throws LlmUnavailable at the claim's deadline, or when its caller has left
     */
    Landing follow(Flight flight) {
        claim.callerLeft().thenRun(() -> news.add(CALLER_LEFT));
        flight.join(this);
        try {
            return end();
        } finally {
            flight.leave(this);
        }
    }

    private Landing end() {
        while (true) {
            Object next = next();
            if (next instanceof Landing landing) {
                return landing;
            }
            if (next instanceof Part part) {
                hear(part);
            } else if (next == CALLER_LEFT) {
                throw left(null);
            } else {
                String message = "The same question in flight was not answered in time";
                throw new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, message, null);
            }
        }
    }

    private @Nullable Object next() {
        try {
            return news.poll(claim.deadline().left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "Interrupted", e);
        }
    }

    private void hear(Part part) {
        try {
            claim.hear(part.model(), part.delta());
        } catch (IOException e) {
            throw left(e);
        }
    }

    private static LlmUnavailable left(@Nullable Exception cause) {
        return new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, "The caller left", cause);
    }
}
