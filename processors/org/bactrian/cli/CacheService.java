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

/** The answers that a running service keeps, over HTTP. Not thread-safe. */
final class CacheService {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration TO_PURGE = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final String base;
    private final @Nullable String apiKey;

    /** For an address without a slash at its end. */
    CacheService(String base, @Nullable String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    /**
     * Forgets what matches.
     *
     * @param asked parameters of the purge
     * @return how many entries went
     * @throws BooksException if the service does not answer or does not do it
     */
    int purge(Map<String, String> asked) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/v1/cache?" + query(asked)))
                .timeout(TO_PURGE)
                .DELETE();
        if (apiKey != null) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        try {
            return purged(send(request.build()));
        } catch (IOException e) {
            String reason = e instanceof ConnectException ? "nothing listens there" : String.valueOf(e.getMessage());
            throw new BooksException("The service at " + base + " does not answer (" + reason + ")");
        }
    }

    private static String query(Map<String, String> asked) {
        return asked.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            HttpClient client =
                    HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private int purged(HttpResponse<String> response) throws IOException {
        if (response.statusCode() == UNAUTHORIZED) {
            throw new BooksException("The service at " + base + " needs an API key: give --api-key or set BACTRIAN_KEY"
                    + (apiKey == null ? "" : "; this one is not good"));
        }
        JsonNode body = Json.read(response.body());
        if (response.statusCode() == OK && body.has("purged")) {
            return body.path("purged").asInt();
        }
        String message = body.path("error").path("message").asText();
        throw new BooksException(
                message.isEmpty()
                        ? base + " answers with " + response.statusCode() + ", not as Bactrian does"
                        : message);
    }
}
