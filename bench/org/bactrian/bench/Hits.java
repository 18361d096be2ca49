package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Measures answers out of the exact cache over HTTP: one question that all ask. Usage: Hits SERVICE_URL MOCK_PORT SECONDS.
 * Start the service on bench/app, whose provider is the mock.
 */
public final class Hits {
    private static final String QUESTION = "I was charged twice for the same order.";
    private static final int[] CONNECTIONS = {1, 32};

    private Hits() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String url = arguments[0] + "/v1/features/cached";
        int seconds = Integer.parseInt(arguments[2]);
        Vertx vertx = Vertx.vertx();
        Overhead.serve(vertx, Integer.parseInt(arguments[1]));
        ask(url);
        if (!ask(url).equals("hit")) {
            throw new IllegalStateException("the second answer is no hit");
        }
        RequestOptions request = new RequestOptions().setAbsoluteURI(url).putHeader("Content-Type", "text/plain");
        for (int connections : CONNECTIONS) {
            Load.Result result = Load.run(vertx, connections, seconds, request, QUESTION);
            System.out.printf("exact hit %4d connections %s%n", connections, result);
        }
        vertx.close();
    }

    private static String ask(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Llm-Cache")
                .orElse("none");
    }
}
