package org.bactrian.simulator;

/** A request that is answered with an error. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final int status;
    private final String param;
    private final String code;

    private Rejection(int status, String message, String param, String code) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.code = code;
    }

    /** The caller got a parameter wrong. */
    static Rejection badRequest(String param, String message) {
        return new Rejection(BAD_REQUEST, message, param, "");
    }

    static Rejection unknownModel(String model) {
        String message = "The model '" + model + "' does not exist: names of simulated models begin with sim-.";
        return new Rejection(NOT_FOUND, message, "model", "model_not_found");
    }

    Reply reply() {
        return Reply.error(status, ErrorBody.of("invalid_request_error", code, param, String.valueOf(getMessage())));
    }
}
