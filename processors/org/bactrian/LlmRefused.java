package org.bactrian;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call refused on the caller's side: unknown feature, bad input, rate, budget, or the model's own refusal. */
public final class LlmRefused extends LlmException {
    private static final long serialVersionUID = 1L;

    /** A refusal for one part of the request, or for none in particular ({@code param} null). */
    public LlmRefused(ErrorCode error, String message, @Nullable String param) {
        super(error, message, param, null, null);
    }

    /** A refusal that ends by itself after {@code retryAfter}. */
    public LlmRefused(ErrorCode error, String message, @Nullable String param, Duration retryAfter) {
        super(error, message, param, retryAfter, null);
    }
}
