package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The JSON of an error, as OpenAI writes it. */
final class OpenAiError {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    static final int UNAVAILABLE = 503;

    private OpenAiError() {}

    static ObjectNode of(Rejection rejection) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("message", rejection.message());
        error.put("type", type(rejection.status()));
        error.put("param", rejection.param().isEmpty() ? null : rejection.param());
        error.put("code", code(rejection.status()));
        return body;
    }

    private static String type(int status) {
        if (status == TOO_MANY_REQUESTS) {
            return "requests";
        }
        return status < SERVER_ERROR ? "invalid_request_error" : "server_error";
    }

    private static @Nullable String code(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "invalid_api_key";
            case FORBIDDEN -> "unsupported_country_region_territory";
            case NOT_FOUND -> "model_not_found";
            case TOO_MANY_REQUESTS -> "rate_limit_exceeded";
            default -> null;
        };
    }
}
