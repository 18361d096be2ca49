package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.bactrian.simulator.StandIn.Answer;

/** Sends replies, late if need be, and to nobody who has left. */
final class Delivery {
    private static final long LONGEST_SILENCE_MS = 600_000;

    private Delivery() {}

    static void send(RoutingContext ctx, Answer answer) {
        Reply reply = answer.reply();
        after(ctx, answer.delay(), () -> {
            switch (reply.kind()) {
                case JSON -> json(ctx, reply);
                case RESET -> ctx.request().connection().close();
                case SILENT ->
                    after(ctx, LONGEST_SILENCE_MS, () -> ctx.request()
                            .connection()
                            .close());
            }
        });
    }

    static void json(RoutingContext ctx, JsonNode body) {
        json(ctx, Reply.ok(body));
    }

    static void nothing(RoutingContext ctx) {
        ctx.response().setStatusCode(HttpResponseStatus.NO_CONTENT.code()).end();
    }

    /** What went wrong before or in a handler, in OpenAI's form too. */
    static void failure(RoutingContext ctx) {
        int status = ctx.statusCode() < 0 ? HttpResponseStatus.INTERNAL_SERVER_ERROR.code() : ctx.statusCode();
        boolean tooLarge = status == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code();
        String message = tooLarge ? "The body is larger than 50 MB." : "The simulator itself failed.";
        json(ctx, Reply.error(status, ErrorBody.of("invalid_request_error", "", "", message)));
    }

    private static void after(RoutingContext ctx, long millis, Runnable action) {
        if (millis == 0) {
            action.run();
            return;
        }
        long timer = ctx.vertx().setTimer(millis, id -> action.run());
        ctx.addEndHandler(end -> ctx.vertx().cancelTimer(timer));
    }

    private static void json(RoutingContext ctx, Reply reply) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (!reply.retryAfter().isEmpty()) {
            response.putHeader("Retry-After", reply.retryAfter());
        }
        response.setStatusCode(reply.status())
                .putHeader("Content-Type", "application/json")
                .end(Json.write(reply.body()));
    }
}
