package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of an error, as Gemini writes it. */
final class GeminiError {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int OVERLOADED = 529;

    private GeminiError() {}

    static ObjectNode of(Rejection rejection) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("code", rejection.status())
                .put("message", rejection.message())
                .put("status", status(rejection.status()));
        return body;
    }

    private static String status(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "UNAUTHENTICATED";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case NOT_FOUND -> "NOT_FOUND";
            case TOO_MANY_REQUESTS -> "RESOURCE_EXHAUSTED";
            case UNAVAILABLE, OVERLOADED -> "UNAVAILABLE";
            case GATEWAY_TIMEOUT -> "DEADLINE_EXCEEDED";
            default -> status < SERVER_ERROR ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
