package org.bactrian.simulator;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that is answered with an error, which each dialect writes in its own way. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String param;

    private Rejection(int status, String message, String param) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
    }

    static Rejection of(int status, String message) {
        return new Rejection(status, message, "");
    }

    /** The caller got a parameter wrong. */
    static Rejection badRequest(String param, String message) {
        return new Rejection(HttpResponseStatus.BAD_REQUEST.code(), message, param);
    }

    static Rejection unknownModel(String model) {
        String message = "The model '" + model + "' does not exist: names of simulated models begin with sim-.";
        return new Rejection(HttpResponseStatus.NOT_FOUND.code(), message, "model");
    }

    /** The error of a status that was asked for. */
    static Rejection simulated(int status) {
        return of(status, "Simulated failure with status " + status + ", as this request asked for.");
    }

    static Rejection overloaded(int status) {
        return of(status, "Simulated overload in the middle of an answer.");
    }

    int status() {
        return status;
    }

    String param() {
        return param;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
