package org.bactrian;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that failed on our side: every model failed, the deadline passed, or no valid answer could be had. */
public final class LlmUnavailable extends LlmException {
    private static final long serialVersionUID = 1L;

    public LlmUnavailable(ErrorCode error, String message, @Nullable Throwable cause) {
        super(error, message, null, null, cause);
    }

    public LlmUnavailable(ErrorCode error, String message, Duration retryAfter, @Nullable Throwable cause) {
        super(error, message, null, retryAfter, cause);
    }
}
