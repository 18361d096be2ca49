package org.bactrian;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that ended without an answer; its message is written for the caller and holds no prompt text and no key. */
public abstract sealed class LlmException extends RuntimeException permits LlmRefused, LlmUnavailable {
    private static final long serialVersionUID = 1L;

    private final ErrorCode error;
    private final @Nullable String param;
    private final @Nullable Duration retryAfter;

    LlmException(
            ErrorCode error,
            String message,
            @Nullable String param,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
        this.param = param;
        this.retryAfter = retryAfter;
    }

    /** The code on the wire, such as {@code rate_limited}. */
    public String code() {
        return error.code();
    }

    /** The code with its HTTP status and type. */
    public ErrorCode error() {
        return error;
    }

    /** The part of the request that is at fault, if one is. */
    public @Nullable String param() {
        return param;
    }

    /** How long to wait before the same call can succeed, if that is known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
