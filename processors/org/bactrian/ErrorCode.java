package org.bactrian;

import java.util.Locale;

/** Every way a call can end without an answer, with the HTTP status and OpenAI error type that tell of it. */
public enum ErrorCode {
    UNAUTHORIZED(401, "authentication_error"),
    FORBIDDEN(403, "authentication_error"),
    UNKNOWN_FEATURE(404, "invalid_request_error"),
    UNKNOWN_MODEL(404, "invalid_request_error"),
    INVALID_INPUT(400, "invalid_request_error"),
    CONTEXT_LENGTH_EXCEEDED(400, "invalid_request_error"),
    REFUSED(422, "invalid_request_error"),
    INPUT_TOO_LARGE(413, "invalid_request_error"),
    UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error"),
    IDEMPOTENCY_CONFLICT(409, "invalid_request_error"),
    RATE_LIMITED(429, "rate_limit_error"),
    BUDGET_EXCEEDED(429, "insufficient_quota"),
    INVALID_OUTPUT(502, "api_error"),
    TEMPORARILY_UNAVAILABLE(503, "api_error"),
    DEADLINE_EXCEEDED(504, "api_error");

    private final int status;
    private final String type;

    ErrorCode(int status, String type) {
        this.status = status;
        this.type = type;
    }

    /** The HTTP status of this code. */
    public int status() {
        return status;
    }

    /** The {@code type} of the OpenAI error object. */
    public String type() {
        return type;
    }

    /** The name on the wire, such as {@code budget_exceeded}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
