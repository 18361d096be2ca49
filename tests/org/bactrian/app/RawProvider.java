package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** A provider in OpenAI's protocol that keeps what it was sent, where the simulator's bill does not tell it. */
final class RawProvider implements AutoCloseable {
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<JsonNode, String> author;
    private final HttpServer server;
    private volatile Consumer<ObjectNode> change = completion -> {};

    /**
     * Starts to serve on a port of its own.
     *
     * @param author writes the answer to a request
     */
    RawProvider(Function<JsonNode, String> author) throws IOException {
        this.author = author;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** What one request said. */
    record Request(String key, String deadline, JsonNode body) {
        static Request of(HttpExchange http) throws IOException {
            return new Request(
                    http.getRequestHeaders()
                            .getOrDefault("Authorization", List.of(""))
                            .get(0),
                    http.getRequestHeaders()
                            .getOrDefault("Llm-Deadline-Ms", List.of(""))
                            .get(0),
                    TestApp.JSON.readTree(http.getRequestBody()));
        }
    }

    /** Its settings in models.yaml. */
    String settings(String more) {
        return "baseUrl: \"http://127.0.0.1:" + server.getAddress().getPort() + "/v1\", " + more;
    }

    /** Answers whoever comes with this key with a status from now on. */
    RawProvider refuse(String key, int status) {
        return refuse(key, status, "");
    }

    /** The same, and asks to wait. */
    RawProvider refuse(String key, int status, String retryAfter) {
        refused.put("Bearer " + key, new Refusal(status, retryAfter));
        return this;
    }

    private record Refusal(int status, String retryAfter) {}

    /** Changes each completion before it is sent, from now on. */
    RawProvider change(Consumer<ObjectNode> how) {
        change = how;
        return this;
    }

    /** The requests so far, oldest first. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The keys it was sent so far, oldest first. */
    List<String> keys() {
        return requests().stream().map(Request::key).toList();
    }

    private void serve(HttpExchange http) {
        try (http) {
            Request request = Request.of(http);
            requests.add(request);
            answer(http, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange http, Request request) throws IOException {
        Refusal refusal = refused.get(request.key());
        if (refusal != null) {
            if (!refusal.retryAfter().isEmpty()) {
                http.getResponseHeaders().add("Retry-After", refusal.retryAfter());
            }
            send(http, refusal.status(), "application/json", "{\"error\": {\"message\": \"no\", \"type\": \"no\"}}");
        } else if (request.body().path("stream").asBoolean()) {
            String events = "data: " + choice("delta", request.body()) + "\n\ndata: [DONE]\n\n";
            send(http, 200, "text/event-stream", events);
        } else {
            send(
                    http,
                    200,
                    "application/json",
                    choice("message", request.body()).toString());
        }
    }

    private ObjectNode choice(String holder, JsonNode request) {
        ObjectNode completion = TestApp.JSON.createObjectNode().put("id", "raw").put("model", "raw");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject(holder).put("role", "assistant").put("content", author.apply(request));
        choice.put("finish_reason", "stop");
        completion.putObject("usage").put("prompt_tokens", 5).put("completion_tokens", 5);
        change.accept(completion);
        return completion;
    }

    private static void send(HttpExchange http, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        http.getResponseHeaders().add("Content-Type", type);
        http.sendResponseHeaders(status, body.length);
        http.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
