package org.bactrian.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.bactrian.app.TestApp.Reply;

/** Asks a service to forget answers. */
final class Purging {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Purging() {}

    static Reply of(TestApp app, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + "/v1/cache" + query))
                .DELETE();
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
        return new Reply(response.statusCode(), Map.of(), response.body());
    }

    /** How many entries a purge that is well formed has forgotten. */
    static int forgotten(TestApp app, String query, String... headers) {
        Reply reply = of(app, query, headers);
        if (reply.status() != 200) {
            throw new AssertionError(reply.body());
        }
        return reply.json().path("purged").asInt();
    }
}
