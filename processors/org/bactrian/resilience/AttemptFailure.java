package org.bactrian.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt with one model that gave no usable answer. Its message holds no prompt text. */
public final class AttemptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final Billing billing;
    private final @Nullable Duration retryAfter;

    /** Whether the provider charges for an attempt that failed. */
    public enum Billing {
        /** It said no before it worked. */
        FREE,
        /** It may have worked: the line broke, or nobody waited. */
        UNKNOWN,
        /** It was stopped while it answered; what had come until then is counted. */
        COUNTED,
        /** It worked, and said what it used. */
        KNOWN
    }

    public AttemptFailure(FailureKind kind, Billing billing, String message) {
        this(kind, billing, message, null, null);
    }

    public AttemptFailure(
            FailureKind kind,
            Billing billing,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.billing = billing;
        this.retryAfter = retryAfter;
    }

    public FailureKind kind() {
        return kind;
    }

    public Billing billing() {
        return billing;
    }

    /** What the provider asked to wait, if it did. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The attempt failure inside an exception that Camel may have wrapped. */
    public static @Nullable AttemptFailure in(@Nullable Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof AttemptFailure failure) {
                return failure;
            }
        }
        return null;
    }
}
