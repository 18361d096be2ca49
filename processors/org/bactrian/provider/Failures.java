package org.bactrian.provider;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.Locale;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** The one place that decides what a failed exchange is worth. */
public final class Failures {
    /** OpenAI's code for an input that does not fit the model. */
    static final String CONTEXT_LENGTH_EXCEEDED = "context_length_exceeded";

    /** OpenAI's code for a key it does not know; Gemini says it with a 400. */
    static final String BAD_KEY = "invalid_api_key";

    /** OpenAI's code for an input or answer that a filter held back. */
    static final String CONTENT_FILTER = "content_filter";

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERRORS = 500;

    private Failures() {}

    /** What anything thrown on the way to a model amounts to. */
    public static AttemptFailure of(Throwable thrown) {
        AttemptFailure known = AttemptFailure.in(thrown);
        if (known != null) {
            return known;
        }
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            AttemptFailure failure = ofOne(at);
            if (failure != null) {
                return failure;
            }
        }
        String line = "the exchange broke (" + root(thrown).getClass().getSimpleName() + ")";
        return new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, line, null, thrown);
    }

    private static @Nullable AttemptFailure ofOne(Throwable thrown) {
        if (thrown instanceof CallNotPermittedException) {
            return new AttemptFailure(FailureKind.OPEN, Billing.FREE, "its circuit breaker is open");
        }
        if (thrown instanceof StoppedException stopped) {
            return stopped(stopped);
        }
        if (thrown instanceof NotSentException) {
            return new AttemptFailure(FailureKind.RETRY, Billing.FREE, "it could not be reached", null, thrown);
        }
        return null;
    }

    private static AttemptFailure stopped(StoppedException stopped) {
        Billing billing = stopped.billing();
        return switch (stopped.reason()) {
            case CALLER_LEFT -> new AttemptFailure(FailureKind.CALLER_LEFT, billing, "the caller left");
            case DEADLINE -> new AttemptFailure(FailureKind.RETRY, billing, "it did not answer in time");
            case OUT_OF_TIME -> new AttemptFailure(FailureKind.OUT_OF_TIME, billing, "the time of the call was up");
            case FIRST_TOKEN -> new AttemptFailure(FailureKind.RETRY, billing, "its first token did not come in time");
            case IDLE -> new AttemptFailure(FailureKind.RETRY, billing, "it stalled");
            case TOO_LARGE -> new AttemptFailure(FailureKind.RETRY, billing, "its answer was too large");
            case BUDGET -> new AttemptFailure(FailureKind.BUDGET, billing, "the budget has no room for more of it");
        };
    }

    /**
     * What an HTTP error status amounts to.
     *
     * @param code the provider's own error code, or empty
     */
    static AttemptFailure ofStatus(int status, String code, @Nullable Duration retryAfter) {
        String message = "it answered " + status + (code.isEmpty() ? "" : " (" + code + ")");
        return new AttemptFailure(kind(status, code), billing(status), message, retryAfter, null);
    }

    /**
     * What an error amounts to that came inside an answer, after a good status: worth repeating, unless its code says
     * otherwise.
     */
    static AttemptFailure ofCode(String code, String message) {
        FailureKind said = kind(code);
        FailureKind kind = said == null ? FailureKind.RETRY : said;
        return new AttemptFailure(kind, Billing.UNKNOWN, message.strip());
    }

    /** A provider's code, if it is a plain word that can be repeated in a log; else empty. */
    static String word(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        return lower.matches("[a-z0-9_.-]{1,60}") ? lower : "";
    }

    private static @Nullable FailureKind kind(String code) {
        return switch (code) {
            case CONTEXT_LENGTH_EXCEEDED -> FailureKind.CONTEXT;
            case CONTENT_FILTER, "content_policy_violation" -> FailureKind.REFUSAL;
            case "invalid_request_error", "invalid_argument" -> FailureKind.NEXT_MODEL;
            default -> null;
        };
    }

    private static FailureKind kind(int status, String code) {
        FailureKind said = status < SERVER_ERRORS ? kind(code) : null;
        if (said == FailureKind.CONTEXT || said == FailureKind.REFUSAL) {
            return said;
        }
        return switch (code.equals(BAD_KEY) ? UNAUTHORIZED : status) {
            case 401, 403, 404 -> FailureKind.MISCONFIGURED;
            case 408, 409, 425, 429 -> FailureKind.RETRY;
            default -> status >= SERVER_ERRORS ? FailureKind.RETRY : FailureKind.NEXT_MODEL;
        };
    }

    /** A 4xx was refused before any work; after a 5xx the provider may have worked. */
    private static Billing billing(int status) {
        return (status >= BAD_REQUEST && status < SERVER_ERRORS) || status == 503 || status == 529
                ? Billing.FREE
                : Billing.UNKNOWN;
    }

    private static Throwable root(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
