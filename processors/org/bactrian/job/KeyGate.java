package org.bactrian.job;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Keys;

/**
 * What every HTTP request passes before any route: finds out who sends it and, once keys are configured, turns away from
 * /v1 who has none. Runs on the event loop, so it must not wait.
 */
public final class KeyGate implements Handler<RoutingContext> {
    private static final String GUARDED = "/v1/";
    private static final String SCHEME = "bearer ";

    private final Keys keys;

    public KeyGate(Keys keys) {
        this.keys = keys;
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Caller> caller = caller(context.request());
        caller.ifPresent(known -> identify(context, known));
        if (caller.isPresent() || !context.normalizedPath().startsWith(GUARDED)) {
            context.next();
        } else {
            refuse(context);
        }
    }

    private Optional<Caller> caller(HttpServerRequest request) {
        if (!keys.configured()) {
            return Optional.of(new Caller(null));
        }
        String given = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        return given.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? keys.find(given.substring(SCHEME.length()).strip()).map(Caller::new)
                : Optional.empty();
    }

    /** The key goes no further, so that no trace or log of a route can show it. */
    @SuppressWarnings("deprecation") // in Vert.x 4 there is no other way to set what Camel hands to its routes
    private static void identify(RoutingContext context, Caller caller) {
        context.setUser(caller.user());
        if (caller.key() != null) {
            context.request().headers().remove(HttpHeaders.AUTHORIZATION);
        }
    }

    private static void refuse(RoutingContext context) {
        boolean given = context.request().headers().contains(HttpHeaders.AUTHORIZATION);
        String message = given
                ? "The API key is unknown, expired or revoked, or was not sent as \"Authorization: Bearer <key>\""
                : "An API key is needed: send \"Authorization: Bearer <key>\"";
        context.response().putHeader("WWW-Authenticate", "Bearer");
        HttpFallback.refuse(context, new LlmRefused(ErrorCode.UNAUTHORIZED, message, null));
    }
}
