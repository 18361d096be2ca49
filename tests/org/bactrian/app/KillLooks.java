package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.bactrian.OwnThreads;

/** Looks all the time at what a running service says of its budgets. */
final class KillLooks implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest budgets;
    private final AtomicLong rows;
    private final CompletableFuture<Void> looking;
    private volatile boolean ended;

    /**
     * Begins at once.
     *
     * @param rows where looks at one budget are counted
     */
    KillLooks(String node, AtomicLong rows) {
        this.budgets = HttpRequest.newBuilder(URI.create(node + "/v1/budgets")).build();
        this.rows = rows;
        this.looking = CompletableFuture.runAsync(this::look, new OwnThreads());
    }

    private void look() {
        while (!ended) {
            HttpResponse<String> response = response();
            if (response == null) {
                return;
            }
            assertThat(response.statusCode()).as("GET /v1/budgets").isEqualTo(200);
            for (JsonNode row : json(response.body()).path("data")) {
                check(row);
            }
        }
    }

    /** Null once the node is gone. */
    private HttpResponse<String> response() {
        try {
            return client.sendAsync(budgets, HttpResponse.BodyHandlers.ofString())
                    .join();
        } catch (CompletionException e) {
            return null;
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private void check(JsonNode row) {
        BigDecimal taken = usd(row, "spent").add(usd(row, "held"));
        assertThat(taken)
                .as("spent + held of %s", row)
                .isLessThanOrEqualTo(usd(row, "cap").add(usd(row, "overrun")));
        rows.incrementAndGet();
    }

    private static BigDecimal usd(JsonNode row, String name) {
        return new BigDecimal(row.path(name).asText());
    }

    /** Whether it has stopped looking, for good or bad. */
    boolean isOver() {
        return looking.isDone();
    }

    @Override
    public void close() {
        ended = true;
        looking.join();
    }
}
