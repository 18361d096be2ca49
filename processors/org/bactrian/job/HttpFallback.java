package org.bactrian.job;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.provider.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What answers requests that reach no route: paths nobody serves, and bodies too large to be read. */
public final class HttpFallback {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFallback.class);
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    private HttpFallback() {}

    public static void notFound(RoutingContext context) {
        String message = "There is nothing at this path for this method";
        end(context, 404, Json.bytes(ErrorBody.of(message, "invalid_request_error", null, null)));
    }

    public static void failed(RoutingContext context) {
        int status = context.statusCode() < 0 ? SERVER_ERROR : context.statusCode();
        if (status == TOO_LARGE) {
            LlmRefused refused =
                    new LlmRefused(ErrorCode.INPUT_TOO_LARGE, "The body is larger than llm.max-body", null);
            refuse(context, refused);
            return;
        }
        if (status >= SERVER_ERROR) {
            LOG.error("A request failed before it reached a route", context.failure());
        }
        end(context, status, Json.bytes(ErrorBody.of("The request cannot be read", "api_error", null, null)));
    }

    static void refuse(RoutingContext context, LlmException refused) {
        end(context, refused.error().status(), Json.bytes(ErrorBody.of(refused)));
    }

    private static void end(RoutingContext context, int status, byte[] body) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(body));
        }
    }
}
