package org.bactrian.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What arrives over HTTP.
 *
 * @param path the parameters in the path, decoded
 */
record Call(Buffer body, MultiMap headers, Map<String, String> path, MultiMap query) {
    private static final String BEARER = "Bearer ";

    static Call of(RoutingContext ctx) {
        Buffer body = Objects.requireNonNullElseGet(ctx.body().buffer(), Buffer::buffer);
        return new Call(body, ctx.request().headers(), ctx.pathParams(), ctx.queryParams());
    }

    String header(String name) {
        return Objects.requireNonNullElse(headers.get(name), "");
    }

    String faults() {
        return header("Sim-Fault");
    }

    /** The API key from whichever header carries it, or nothing. */
    String key() {
        String authorization = header("Authorization");
        String bearer = authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "";
        return Stream.of(bearer, header("api-key"), header("x-api-key"), header("x-goog-api-key"))
                .filter(key -> !key.isEmpty())
                .findFirst()
                .orElse("");
    }
}
