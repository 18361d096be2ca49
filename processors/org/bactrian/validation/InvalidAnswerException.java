package org.bactrian.validation;

import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** An answer that breaks its schema, with the validator's words about it. */
public final class InvalidAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String words;

    InvalidAnswerException(String words, @Nullable Throwable cause) {
        super("its answer broke the schema", cause);
        this.words = words;
    }

    /** The validator's words; may quote the answer, so they go to the model and never into a log. */
    public String words() {
        return words;
    }

    public AttemptFailure asFailure() {
        return new AttemptFailure(FailureKind.INVALID, Billing.KNOWN, String.valueOf(getMessage()), null, this);
    }

    public static @Nullable InvalidAnswerException in(@Nullable Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof InvalidAnswerException invalid) {
                return invalid;
            }
        }
        return null;
    }
}
