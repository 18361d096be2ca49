package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bactrian.cli.App;

/** The whole service in this process, over a folder a test wrote, with the simulator as its provider. */
public final class TestApp implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder().build();

    private final App app;
    private final Path folder;

    TestApp(App app, Path folder) {
        this.app = app;
        this.folder = folder;
    }

    /** An answer as a client sees it. */
    public record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String code() {
            return json().path("error").path("code").asText();
        }
    }

    App app() {
        return app;
    }

    Path folder() {
        return folder;
    }

    String url() {
        return app.url();
    }

    Reply ask(String feature, String text, String... headers) {
        return post("/v1/features/" + feature, "text/plain", text.getBytes(UTF_8), headers);
    }

    Reply post(String path, String type, byte[] body, String... headers) {
        return postLater(path, type, body, headers).join();
    }

    CompletableFuture<Reply> askLater(String feature, String text, String... headers) {
        byte[] body = text.getBytes(UTF_8);
        return postLater("/v1/features/" + feature, "text/plain", body, headers);
    }

    CompletableFuture<Reply> postLater(String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(TestApp::reply);
    }

    Reply get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(TestApp::reply)
                .join();
    }

    private static Reply reply(HttpResponse<String> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Reply(response.statusCode(), headers, response.body());
    }

    /** Requests the simulator has billed. */
    int billed() {
        return get("/simulator/bill").json().path("requests").asInt();
    }

    /** Requests the simulator has seen, those it refused without a bill included. */
    int seen() {
        JsonNode bill = get("/simulator/bill").json();
        return bill.path("requests").asInt() + bill.path("refused").asInt();
    }

    @Override
    public void close() {
        app.close();
    }
}
