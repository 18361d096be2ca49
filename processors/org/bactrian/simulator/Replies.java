package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Replies of the simulator that no model was asked for. */
final class Replies {
    private Replies() {}

    static void json(RoutingContext ctx, JsonNode body) {
        json(ctx, HttpResponseStatus.OK.code(), body);
    }

    static void nothing(RoutingContext ctx) {
        ctx.response().setStatusCode(HttpResponseStatus.NO_CONTENT.code()).end();
    }

    /** What went wrong before or in a handler, in the form of the dialect. */
    static void failure(RoutingContext ctx, Dialect dialect) {
        int status = ctx.statusCode() < 0 ? HttpResponseStatus.INTERNAL_SERVER_ERROR.code() : ctx.statusCode();
        boolean tooLarge = status == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code();
        String message = tooLarge ? "The body is larger than 50 MB." : "The simulator itself failed.";
        json(ctx, status, dialect.error(Rejection.of(status, message)));
    }

    private static void json(RoutingContext ctx, int status, JsonNode body) {
        HttpServerResponse response = ctx.response();
        if (!response.headWritten() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Json.write(body));
        }
    }
}
