package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of an error, as Anthropic writes it. */
final class AnthropicError {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    static final int OVERLOADED = 529;

    private AnthropicError() {}

    static ObjectNode of(Rejection rejection) {
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type(rejection.status())).put("message", rejection.message());
        return body;
    }

    private static String type(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case TOO_MANY_REQUESTS -> "rate_limit_error";
            case OVERLOADED -> "overloaded_error";
            default -> status < SERVER_ERROR ? "invalid_request_error" : "api_error";
        };
    }
}
