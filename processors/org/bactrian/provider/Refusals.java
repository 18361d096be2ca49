package org.bactrian.provider;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.camel.Message;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.resilience.RateHint;
import org.jspecify.annotations.Nullable;

/** What a provider says when it does not answer: an error status, how long to wait, and how much more it would take. */
final class Refusals {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final Duration BAD_KEY_REST = Duration.ofMinutes(10);
    private static final Duration BUSY_KEY_REST = Duration.ofSeconds(10);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

    private final Lanes lanes;

    Refusals(Lanes lanes) {
        this.lanes = lanes;
    }

    /** Lets the model's gate know what the provider still takes. */
    void noteRates(Attempt attempt, Message message) {
        RateHint hint = RateHeaders.hint(lookup(message), Instant.now());
        if (hint != null) {
            Lane lane = lanes.of(attempt.model());
            lane.gate().told(hint);
            if (hint.isSpent() && attempt.model().provider().keys().size() <= 1) {
                lane.spent(hint.reset());
            }
        }
    }

    /** The failure an error status amounts to; a key that was refused rests. */
    AttemptFailure of(Attempt attempt, int status, Message message, byte[] body) {
        Duration retryAfter = RateHeaders.retryAfter(lookup(message), Instant.now());
        String code = errorCode(attempt, body);
        AttemptFailure failure = Failures.ofStatus(status, code, retryAfter);
        boolean keyRefused =
                status == UNAUTHORIZED || status == FORBIDDEN || status == TOO_MANY || code.equals(Failures.BAD_KEY);
        if (keyRefused && anotherKey(attempt, status, retryAfter)) {
            String toOne = failure.getMessage() + " to one of its keys";
            return new AttemptFailure(FailureKind.KEY, Billing.FREE, toOne, retryAfter, null);
        }
        if (failure.kind() == FailureKind.RETRY && retryAfter != null) {
            lanes.of(attempt.model()).spent(retryAfter);
        }
        return failure;
    }

    private boolean anotherKey(Attempt attempt, int status, @Nullable Duration retryAfter) {
        Provider provider = attempt.model().provider();
        KeyRing ring = lanes.keys(provider);
        ring.rest(attempt.key(), status == TOO_MANY ? busyRest(retryAfter) : BAD_KEY_REST);
        return ring.another(provider.keys(), attempt.key());
    }

    private static Duration busyRest(@Nullable Duration retryAfter) {
        Duration asked = retryAfter == null ? BUSY_KEY_REST : retryAfter;
        return asked.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : asked;
    }

    private static String errorCode(Attempt attempt, byte[] body) {
        try {
            return attempt.model().provider().dialect().errorCode(Json.read(body));
        } catch (IOException e) {
            return ""; // an error page in HTML is common; the status alone then says it
        }
    }

    private static Function<String, @Nullable String> lookup(Message message) {
        return name -> message.getHeader(name, String.class);
    }
}
