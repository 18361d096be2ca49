package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulator inside another application. */
final class MountTest {
    private static final int TOO_LARGE = 51 * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void its_routes_come_before_those_of_the_application() throws Exception {
        assertThat(post(Tongue.OPENAI.body(Ask.model("sim-small")).toString()).body())
                .contains("chatcmpl-");
    }

    @Test
    void a_body_that_is_too_large_is_refused_as_the_dialect_refuses() throws IOException {
        int port = listen();

        try (Wiretap tap = Wiretap.announce(port, "/sim/anthropic/v1/messages", TOO_LARGE)) {
            assertThat(tap.await("413", "}}")).contains("\"request_too_large\"");
        }
    }

    @Test
    void a_body_must_be_an_object_in_json() throws Exception {
        assertThat(post("{\"model\": ").body()).contains("JSON");
        assertThat(post("[]").body()).contains("object");
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + listen() + "/sim/v1/chat/completions");
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private int listen() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false)).handler(ctx -> ctx.end("the application"));
        new Simulator(Bill.inMemory()).mount(router, "/sim");
        HttpServer http = vertx.createHttpServer().requestHandler(router);
        return await(http.listen(0, "127.0.0.1")).actualPort();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
