package org.bactrian.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** Calls a service in another process. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    Client(String url) {
        this.url = url;
    }

    CompletableFuture<HttpResponse<String>> askLater(String feature, String text) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/features/" + feature))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The simulator's bill. */
    JsonNode bill() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + "/simulator/bill")).build();
            return JSON.readTree(http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .join()
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitSeen(int requests) {
        Awaitility.await().until(() -> bill().path("requests").asInt() >= requests);
    }
}
