package org.bactrian.provider;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** The one place that decides what a failed exchange is worth. */
public final class Failures {
    private static final int BAD_REQUEST = 400;
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
        if (thrown instanceof Attempt.StoppedException stopped) {
            return stopped(stopped);
        }
        boolean beforeSending = thrown instanceof ConnectException
                || thrown instanceof ConnectTimeoutException
                || thrown instanceof UnknownHostException
                || thrown instanceof SSLHandshakeException
                || thrown instanceof SSLPeerUnverifiedException;
        if (beforeSending) {
            return new AttemptFailure(FailureKind.RETRY, Billing.FREE, "it could not be reached", null, thrown);
        }
        return null;
    }

    private static AttemptFailure stopped(Attempt.StoppedException stopped) {
        return switch (stopped.reason()) {
            case CALLER_LEFT -> new AttemptFailure(FailureKind.CALLER_LEFT, Billing.UNKNOWN, "the caller left");
            case DEADLINE -> new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it did not answer in time");
            case TOO_LARGE -> new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "its answer was too large");
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

    private static FailureKind kind(int status, String code) {
        if (code.equals("context_length_exceeded")) {
            return FailureKind.CONTEXT;
        }
        if (code.equals("content_filter") || code.equals("content_policy_violation")) {
            return FailureKind.REFUSAL;
        }
        return switch (status) {
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
