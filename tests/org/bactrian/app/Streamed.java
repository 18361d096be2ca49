package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stream as a client got it, read to its end. */
record Streamed(int status, HttpResponse<?> head, List<String> lines) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String DATA = "data: ";
    private static final String DONE = "[DONE]";

    static Streamed feature(TestApp app, String feature, String text, String... headers) {
        return read(request(app, "/v1/features/" + feature, "text/plain", text, headers));
    }

    static Streamed chat(TestApp app, String body) {
        return read(request(app, "/v1/chat/completions", "application/json", body));
    }

    private static HttpRequest request(TestApp app, String path, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + path))
                .header("Content-Type", type)
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static Streamed read(HttpRequest request) {
        HttpResponse<Stream<String>> response =
                CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).join();
        List<String> lines = new ArrayList<>();
        try (Stream<String> body = response.body()) {
            body.forEach(lines::add);
        }
        return new Streamed(response.statusCode(), response, lines);
    }

    String header(String name) {
        return head.headers().firstValue(name).orElse("");
    }

    /** What stands in the data fields, the terminal marker included. */
    List<String> data() {
        return lines.stream()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()))
                .toList();
    }

    List<JsonNode> events() {
        return data().stream()
                .filter(data -> !data.equals(DONE))
                .map(Streamed::json)
                .toList();
    }

    JsonNode last() {
        List<JsonNode> events = events();
        return events.get(events.size() - 1);
    }

    boolean done() {
        List<String> data = data();
        return !data.isEmpty() && data.get(data.size() - 1).equals(DONE);
    }

    List<String> parts() {
        return events().stream()
                .map(event -> event.at("/choices/0/delta/content").asText(""))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    String text() {
        return String.join("", parts());
    }

    String error() {
        return events().stream()
                .map(event -> event.at("/error/code").asText(""))
                .collect(Collectors.joining());
    }

    long comments() {
        return lines.stream().filter(line -> line.startsWith(":")).count();
    }

    /** A plain answer instead of a stream. */
    JsonNode body() {
        return json(String.join("\n", lines));
    }

    private static JsonNode json(String text) {
        try {
            return TestApp.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
