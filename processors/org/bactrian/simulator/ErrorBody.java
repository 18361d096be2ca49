package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of an error, as OpenAI writes it. */
final class ErrorBody {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private ErrorBody() {}

    /** An error object; an empty {@code code} or {@code param} is null on the wire. */
    static ObjectNode of(String type, String code, String param, String message) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("message", message);
        error.put("type", type);
        error.put("param", param.isEmpty() ? null : param);
        error.put("code", code.isEmpty() ? null : code);
        return body;
    }

    /** The error of a fault that was asked for. */
    static ObjectNode ofStatus(int status) {
        String message = "Simulated failure with status " + status + ", as this request asked for.";
        return switch (status) {
            case UNAUTHORIZED -> of("invalid_request_error", "invalid_api_key", "", message);
            case FORBIDDEN -> of("invalid_request_error", "unsupported_country_region_territory", "", message);
            case NOT_FOUND -> of("invalid_request_error", "model_not_found", "model", message);
            case TOO_MANY_REQUESTS -> of("requests", "rate_limit_exceeded", "", message);
            default -> of(status < SERVER_ERROR ? "invalid_request_error" : "server_error", "", "", message);
        };
    }
}
