package org.bactrian.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The provider, in a process of its own that nobody kills: what it has billed is what was truly paid. */
final class KillReferee implements AutoCloseable {
    /** A stream whose caller was killed ends at its next write. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = Ports.free();
    private final Command process;
    private final Client client = new Client("http://127.0.0.1:" + port);

    KillReferee(Path folder) {
        String bill = folder.resolve("bill.jsonl").toString();
        this.process = Command.java(folder, "simulate", "--port", Integer.toString(port), "--bill", bill);
        process.awaitReady();
    }

    int port() {
        return port;
    }

    void awaitQuiet() {
        await().atMost(PATIENCE).until(() -> client.bill().path("open").asInt(-1) == 0);
    }

    /** All it has billed, USD. */
    BigDecimal bill() {
        return usd(client.bill());
    }

    /** What it has billed for some models, USD. */
    BigDecimal bill(List<String> remotes) {
        JsonNode models = client.bill().path("models");
        return remotes.stream().map(remote -> usd(models.path(remote))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int requests() {
        return client.bill().path("requests").asInt();
    }

    /** At the prices of {@link TestFolder}. */
    private static BigDecimal usd(JsonNode totals) {
        long millionths = totals.path("inputTokens").asLong()
                + 4 * totals.path("outputTokens").asLong();
        return BigDecimal.valueOf(millionths, 6);
    }

    @Override
    public void close() {
        process.close();
    }
}
