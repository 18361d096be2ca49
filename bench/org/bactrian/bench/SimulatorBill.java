package org.bactrian.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The bill of the simulator, which runs as a process of its own. */
final class SimulatorBill {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI uri;

    SimulatorBill(String baseUrl) {
        this.uri = URI.create(baseUrl + "/simulator/bill");
    }

    void reset() throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(uri).DELETE().build(), BodyHandlers.discarding());
    }

    /** Requests it got, those that failed included. */
    long attempts() throws IOException, InterruptedException {
        JsonObject bill = read();
        return bill.getLong("requests") + bill.getLong("refused");
    }

    /** Responses that have not ended. */
    int open() throws IOException, InterruptedException {
        return read().getInteger("open");
    }

    /** Waits until that many responses are open; the last number it saw if that takes too long. */
    int awaitOpen(int wanted, Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        int open = open();
        while (open != wanted && System.nanoTime() < end) {
            Thread.sleep(1);
            open = open();
        }
        return open;
    }

    private JsonObject read() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
    }
}
