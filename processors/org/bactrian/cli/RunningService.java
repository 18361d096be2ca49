package org.bactrian.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.bactrian.provider.Json;
import org.jspecify.annotations.Nullable;

/** The books of a service that runs, over HTTP. Not thread-safe. */
final class RunningService implements BookSource {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration TO_GREET = Duration.ofSeconds(10);
    private static final Duration TO_ADD_UP = Duration.ofMinutes(10);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
    private final String base;
    private final @Nullable String key;

    RunningService(URI url, @Nullable String key) {
        this.base = url.toString().replaceFirst("/+$", "");
        this.key = key;
        if (url.getHost() == null || !base.matches("https?://.*")) {
            throw new BooksException(url + " is no address of a service: write for example http://127.0.0.1:8080");
        }
        if (key != null && !key.matches("[!-~]+")) {
            throw new BooksException("The API key has characters that no key has");
        }
    }

    /** The service of an application folder, where its properties say that it listens. */
    static RunningService of(AppFolder folder, @Nullable String key) {
        String host = folder.property("camel.server.host").orElse("127.0.0.1");
        String port = folder.property("camel.server.port").orElse("8080");
        String near = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        String quoted = near.contains(":") ? "[" + near + "]" : near;
        return new RunningService(URI.create("http://" + quoted + ":" + port), key);
    }

    /** Whether it is a Bactrian that listens there, be it one that wants a key. A stranger is not shown ours. */
    boolean answers() {
        try {
            HttpResponse<String> response = send(request("budgets", Map.of("limit", "1"), TO_GREET));
            return json(response).has("data") || json(response).path("error").has("code");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public JsonNode page(String page, Map<String, String> asked) {
        return answer(request(page, asked, TO_ADD_UP));
    }

    /** Has the service forget something; what it says of it. */
    JsonNode delete(String what, Map<String, String> asked) {
        return answer(request(what, asked, TO_ADD_UP).DELETE());
    }

    private JsonNode answer(HttpRequest.Builder request) {
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return good(send(request));
        } catch (IOException e) {
            throw new BooksException("The service at " + base + " does not answer (" + reason(e) + ")");
        }
    }

    private static String reason(IOException e) {
        return e instanceof ConnectException ? "nothing listens there" : String.valueOf(e.getMessage());
    }

    private JsonNode good(HttpResponse<String> response) throws IOException {
        if (response.statusCode() == OK) {
            return json(response);
        }
        if (response.statusCode() == UNAUTHORIZED) {
            throw new BooksException(
                    "The service at " + base + " needs an API key: set BACTRIAN_KEY or give it as an option"
                            + (key == null ? "" : "; this one is not good"));
        }
        String message = json(response).path("error").path("message").asText();
        throw new BooksException(
                message.isEmpty()
                        ? base + " answers with " + response.statusCode() + ", not as Bactrian does"
                        : message);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.read(response.body());
    }

    private HttpRequest.Builder request(String page, Map<String, String> asked, Duration patience) {
        String query = asked.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return HttpRequest.newBuilder(URI.create(base + "/v1/" + page + query)).timeout(patience);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public String place() {
        return base;
    }

    @Override
    public void close() {
        // the client's threads are daemons
    }
}
