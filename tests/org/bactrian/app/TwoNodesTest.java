package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import org.bactrian.ledger.Postgres;
import org.bactrian.simulator.Bill;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes spend one cap; one is killed while it does. The provider runs in this process: its bill is the referee. */
@Timeout(240)
final class TwoNodesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BigDecimal CAP = new BigDecimal("0.06");
    private static final BigDecimal THIRD = new BigDecimal("0.02");
    private static final BigDecimal LEAST_USED = new BigDecimal("0.90");

    /** USD per token, as the models of {@link TestFolder} cost. */
    private static final BigDecimal INPUT = new BigDecimal("0.000001");

    private static final BigDecimal OUTPUT = new BigDecimal("0.000004");

    @TempDir
    Path folder;

    private final String url = Postgres.freshUrl();

    private Command node(String name, SimulatorServer provider) throws IOException {
        Path home = folder.resolve(name);
        new TestFolder(home)
                .property("llm.store.url", url)
                .property("llm.lease", "3s")
                .property("llm.deployment-monthly", CAP.toString())
                .property("simulator.port", Integer.toString(provider.port()))
                .property("llm.simulator", "off")
                .property("camel.server.port", Integer.toString(Ports.free()))
                .model("node", "sim-node?delay=20ms")
                .feature("load", "node", "limits: {maxOutputTokens: 100}")
                .complete("features");
        return Command.java(home, "run");
    }

    private BigDecimal number(String query) {
        return Postgres.number(url, query);
    }

    private BigDecimal spent() {
        return number("select spent from budget where kind = 'deployment'");
    }

    private BigDecimal entries(String kinds) {
        return number("select sum(amount) from entry where kind in (" + kinds + ")");
    }

    private static BigDecimal owed(Bill bill) {
        Bill.Totals totals = bill.totals();
        return INPUT.multiply(BigDecimal.valueOf(totals.inputTokens()))
                .add(OUTPUT.multiply(BigDecimal.valueOf(totals.outputTokens())));
    }

    @Test
    void the_cap_is_never_passed_and_what_the_killed_one_had_is_spent() throws Exception {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
                Command one = node("one", provider);
                Command two = node("two", provider);
                Load onOne = new Load(one.awaitReady());
                Load onTwo = new Load(two.awaitReady());
                Watch watch = new Watch(url)) {
            await().atMost(PATIENCE).until(() -> spent().compareTo(THIRD) > 0);
            one.kill();
            int before = onTwo.answered();
            await().atMost(PATIENCE).until(() -> entries("'uncertain'").signum() > 0);
            await().atMost(PATIENCE).until(onTwo::isRefused);
            onTwo.stop();
            two.terminate();
            assertThat(two.awaitExit()).isZero();

            assertThat(onOne.answered()).isPositive();
            assertThat(onTwo.answered()).isGreaterThan(before);
            assertThat(onTwo.strange()).isEmpty();
            assertBooksAreRight(owed(provider.bill()));
            assertThat(watch.most()).isLessThanOrEqualTo(CAP);
            report(watch, provider);
        }
    }

    private void assertBooksAreRight(BigDecimal owed) {
        assertThat(entries("'settled', 'counted'")).isLessThanOrEqualTo(owed);
        assertThat(spent()).isGreaterThanOrEqualTo(owed).isLessThanOrEqualTo(CAP);
        assertThat(entries("'settled', 'counted', 'uncertain', 'correction'")).isEqualByComparingTo(spent());
        assertThat(number("select sum(held) from budget")).isZero();
        assertThat(spent().divide(CAP, 4, RoundingMode.DOWN)).isGreaterThan(LEAST_USED);
    }

    private void report(Watch watch, SimulatorServer provider) {
        System.out.println("Two nodes: cap " + CAP + ", spent " + spent() + " (uncertain " + entries("'uncertain'")
                + "), billed " + owed(provider.bill()) + " in "
                + provider.bill().totals().requests() + " requests, most of spent + held " + watch.most() + " in "
                + watch.looks() + " looks");
    }
}
