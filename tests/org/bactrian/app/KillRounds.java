package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Kills a service under load, again and again, and holds its books against the provider's bill each time. */
final class KillRounds implements AutoCloseable {
    private static final String ALL = "deployment:all";

    /** What a round may spend of each feature's cap, USD. */
    private static final BigDecimal MORE = new BigDecimal("0.05");

    private static final int MOST_CALLS = 150;
    private static final int LAST_CALLS = 60;

    /** One of so many calls closes its scopes until the service is started with other caps. */
    private static final int SELDOM = 500;

    /** One of so many is killed while it starts, or soon after. */
    private static final int EARLY = 10;

    private static final int EARLY_MS = 6_000;
    private static final int LATE_MS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final String store;
    private final Random random;
    private final KillReferee referee;
    private final KillMix mix;
    private final KillTally tally = new KillTally();
    private final AtomicLong looks = new AtomicLong();
    private Map<String, BigDecimal> taken = Map.of();

    /**
     * Starts the provider.
     *
     * @param url of the store; empty for the embedded one
     */
    KillRounds(Path folder, String url, long seed) {
        this.folder = folder;
        this.store = url.isEmpty() ? "jdbc:h2:file:" + folder.resolve("data/bactrian") : url;
        this.random = new Random(seed);
        this.referee = new KillReferee(folder);
        this.mix = new KillMix(folder, url, referee.port());
    }

    /** One life of the service, ended by kill -9; returns a line that tells of it. */
    String round(int number) throws SQLException {
        mix.write(taken, MORE);
        boolean early = number > 1 && random.nextInt(EARLY) == 0;
        int begun = 0;
        try (Command service = Command.java(folder, "run")) {
            if (early) {
                after(random.nextInt(EARLY_MS));
            } else {
                begun = load(service, random.nextInt(MOST_CALLS), SELDOM, load -> service.kill());
            }
            service.kill();
        }
        return "round " + number + ": killed " + (early ? "early" : "after " + begun + " calls") + "; " + look();
    }

    /** The last life, which ends as it should; returns a line that tells of all of them. */
    String end() throws SQLException {
        mix.write(taken, MORE);
        try (Command service = Command.java(folder, "run")) {
            load(service, LAST_CALLS, Integer.MAX_VALUE, load -> {
                load.close();
                assertThat(load.ask(KillMix.GREEDY, random)).isEqualTo("answered");
            });
            referee.awaitQuiet();
            service.terminate();
            assertThat(service.awaitExit()).isZero();
        }
        String state = look();
        try (KillBooks books = new KillBooks(store)) {
            assertThat(books.held()).as("held after a clean end").isZero();
            return "end: " + state + "; entries " + books.kinds() + "; calls " + tally.outcomes() + "; "
                    + referee.requests() + " requests billed, " + looks + " looks at a budget";
        }
    }

    private int load(Command service, int calls, int seldom, Consumer<KillLoad> end) {
        String node = service.awaitReady();
        try (KillLooks watch = new KillLooks(node, looks);
                KillLoad load = new KillLoad(node, mix.features(), seldom, random, tally)) {
            await().atMost(PATIENCE).until(() -> load.begun() >= calls || watch.isOver());
            after(random.nextInt(LATE_MS));
            end.accept(load);
            return load.begun();
        }
    }

    private static void after(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    /** At the books and the bill, while the service is down. */
    private String look() throws SQLException {
        referee.awaitQuiet();
        try (KillBooks books = new KillBooks(store)) {
            looks.addAndGet(books.check());
            Map<String, BigDecimal> before = taken;
            taken = books.taken();
            assertSpent(before);
            assertPaid();
            return "billed " + referee.bill() + ", spent or held " + taken(ALL) + ", lost in " + books.lumps(ALL)
                    + " crashes " + books.lost(ALL) + " USD";
        }
    }

    /** What was held when a process died is not free again. */
    private void assertSpent(Map<String, BigDecimal> before) {
        assertThat(before).allSatisfy((scope, usd) -> assertThat(taken(scope))
                .as("spent or held of %s", scope)
                .isGreaterThanOrEqualTo(usd));
    }

    private void assertPaid() {
        BigDecimal unseen = BigDecimal.ZERO;
        for (String feature : mix.features()) {
            assertPaid("feature:" + feature, referee.bill(mix.models(feature)), tally.unseen(feature));
            unseen = unseen.add(tally.unseen(feature));
        }
        assertPaid(ALL, referee.bill(), unseen);
    }

    private void assertPaid(String scope, BigDecimal bill, BigDecimal unseen) {
        assertThat(taken(scope))
                .as("spent or held of %s, billed %s, of it perhaps unseen %s", scope, bill, unseen)
                .isGreaterThanOrEqualTo(bill.subtract(unseen));
    }

    private BigDecimal taken(String scope) {
        return taken.getOrDefault(scope, BigDecimal.ZERO);
    }

    /** How many calls ended in which way. */
    Map<String, Integer> outcomes() {
        return tally.outcomes();
    }

    @Override
    public void close() {
        referee.close();
    }
}
