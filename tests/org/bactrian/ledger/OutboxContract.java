package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of the outbox on every store: an alert is raised once, claimed by one, and there until it is delivered. */
abstract class OutboxContract {
    private static final Duration LONG = Duration.ofHours(1);
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-24T10:00:00Z");
    private static final OffsetDateTime RESET = OffsetDateTime.parse("2026-12-01T00:00:00Z");
    private static final BigDecimal CAP = new BigDecimal("0.5");
    private static final BigDecimal SPENT = new BigDecimal("0.4");
    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private Store store;
    private Store otherStore;
    private Outbox outbox;
    private Outbox otherNode;

    /** Another connection to one and the same empty store. */
    abstract Store open();

    @BeforeEach
    void openTwice() {
        store = open();
        otherStore = open();
        outbox = new Outbox(() -> store);
        otherNode = new Outbox(() -> otherStore);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
        otherStore.close();
    }

    private static boolean raise(Handle handle, String name, String period, String level) {
        return Outbox.raise(handle, "feature:" + name, period, level, "feature", name, null, CAP, SPENT, RESET, NOW);
    }

    private boolean raise(String name, String period, String level) {
        return store.jdbi().inTransaction(handle -> raise(handle, name, period, level));
    }

    private void raise(int alerts) {
        IntStream.range(0, alerts).forEach(i -> raise("feature-" + i, "2026-11", "warning"));
    }

    private static List<String> names(List<Alert> alerts) {
        return alerts.stream().map(Alert::name).toList();
    }

    @Test
    void a_scope_has_one_alert_of_a_level_in_a_window() {
        assertThat(raise("triage", "2026-11", "warning")).isTrue();
        assertThat(raise("triage", "2026-11", "warning")).isFalse();

        assertThat(raise("triage", "2026-11", "exhausted")).isTrue();
        assertThat(raise("triage", "2026-12", "warning")).isTrue();
        assertThat(raise("answers", "2026-11", "warning")).isTrue();
        assertThat(outbox.take(10, LONG)).hasSize(4);
    }

    @Test
    void one_that_has_been_delivered_is_not_raised_again() {
        raise("triage", "2026-11", "warning");
        outbox.take(1, LONG).forEach(alert -> outbox.delivered(alert.id()));

        assertThat(raise("triage", "2026-11", "warning")).isFalse();
        assertThat(outbox.take(1, LONG)).isEmpty();
    }

    @Test
    void raising_what_is_there_leaves_the_transaction_whole() {
        raise("triage", "2026-11", "warning");

        store.jdbi().useTransaction(handle -> {
            assertThat(raise(handle, "triage", "2026-11", "warning")).isFalse();
            assertThat(raise(handle, "answers", "2026-11", "warning")).isTrue();
        });

        assertThat(names(outbox.take(10, LONG))).containsExactly("triage", "answers");
    }

    @Test
    void an_alert_goes_back_with_the_transaction_that_raised_it() {
        store.jdbi().useTransaction(handle -> {
            raise(handle, "triage", "2026-11", "warning");
            handle.rollback();
        });

        assertThat(outbox.take(10, LONG)).isEmpty();
        assertThat(raise("triage", "2026-11", "warning")).isTrue();
    }

    @Test
    void what_was_raised_is_what_is_taken() {
        store.jdbi().useTransaction(handle -> {
            Outbox.raise(
                    handle,
                    "user:triage/acme/ada",
                    "2026-11-24",
                    "exhausted",
                    "user",
                    "triage/acme/ada",
                    "acme",
                    CAP,
                    SPENT,
                    RESET,
                    NOW);
            Outbox.raise(handle, "session:s", "total", "overrun", "session", "s", null, CAP, SPENT, null, NOW);
        });

        List<Alert> taken = outbox.take(10, LONG);
        Alert user = taken.get(0);
        assertThat(user.raisedAt()).isEqualTo(NOW.toInstant());
        assertThat(List.of(user.level(), user.kind(), user.name(), user.window()))
                .containsExactly("exhausted", "user", "triage/acme/ada", "2026-11-24");
        assertThat(user.tenant()).isEqualTo("acme");
        assertThat(user.cap()).isEqualByComparingTo(CAP);
        assertThat(user.spent()).isEqualByComparingTo(SPENT);
        assertThat(user.resetsAt()).isEqualTo(RESET.toInstant());
        assertThat(taken.get(1).tenant()).isNull();
        assertThat(taken.get(1).resetsAt()).isNull();
    }

    @Test
    void a_claimed_alert_is_nobody_elses_until_the_claim_lapses() {
        raise(1);
        long id = outbox.take(1, LONG).get(0).id();

        assertThat(otherNode.take(1, LONG)).isEmpty();

        store.jdbi().useHandle(handle -> handle.execute("update alert set taken_until = current_timestamp"));
        assertThat(otherNode.take(1, LONG)).extracting(Alert::id).containsExactly(id);
        assertThat(outbox.take(1, LONG)).isEmpty();
    }

    @Test
    void a_claim_lapses_by_itself() {
        raise(1);
        outbox.take(1, Duration.ofMillis(200));

        await().until(() -> otherNode.take(1, LONG).size() == 1);
    }

    @Test
    void a_delivered_alert_never_comes_again() {
        raise(2);
        Alert first = outbox.take(1, Duration.ZERO).get(0);
        outbox.delivered(first.id());

        assertThat(names(outbox.take(10, LONG))).containsExactly("feature-1");
    }

    @Test
    void one_that_failed_waits_and_keeps_no_other_back() {
        raise(2);
        long failed = outbox.take(1, LONG).get(0).id();
        outbox.postpone(failed);

        assertThat(outbox.take(10, LONG)).extracting(Alert::id).hasSize(1).doesNotContain(failed);
        store.jdbi()
                .useHandle(handle ->
                        handle.execute("update alert set taken_until = current_timestamp where id = " + failed));
        raise("new", "2026-11", "warning");
        assertThat(names(outbox.take(10, LONG))).containsExactly("new", "feature-0");
    }

    @Test
    void the_older_it_is_the_longer_it_waits_from_a_second_to_a_minute() {
        assertThat(waits(Duration.ZERO)).isBetween(0.5, 1.5);
        assertThat(waits(Duration.ofSeconds(20))).isBetween(19.0, 40.0);
        assertThat(waits(Duration.ofDays(3))).isBetween(59.0, 61.0);
    }

    /** Seconds that one raised so long ago waits after it failed. */
    private double waits(Duration age) {
        OffsetDateTime now = store.jdbi().withHandle(handle -> handle.createQuery("select current_timestamp")
                .mapTo(OffsetDateTime.class)
                .one());
        return store.jdbi().withHandle(handle -> {
            Outbox.raise(handle, "x:" + age, "total", "warning", "x", "x", null, CAP, SPENT, null, now.minus(age));
            long id = outbox.take(1, LONG).get(0).id();
            outbox.postpone(id);
            OffsetDateTime until = handle.createQuery("select taken_until from alert where id = " + id)
                    .mapTo(OffsetDateTime.class)
                    .one();
            return Duration.between(now, until).toMillis() / 1000.0;
        });
    }

    @Test
    void two_nodes_never_take_the_same_alert() throws Exception {
        int alerts = 200;
        raise(alerts);
        List<Callable<List<Long>>> takers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Outbox node = i % 2 == 0 ? outbox : otherNode;
            takers.add(() -> takeAll(node));
        }

        List<Long> taken = new ArrayList<>();
        for (Future<List<Long>> taker : threads.invokeAll(takers)) {
            taken.addAll(taker.get());
        }
        assertThat(taken).doesNotHaveDuplicates().hasSize(alerts);
    }

    /** A taker that loses a race for some rows goes on until nothing is due. */
    private List<Long> takeAll(Outbox node) {
        List<Long> taken = new ArrayList<>();
        while (open(node) > 0) {
            node.take(3, LONG).forEach(alert -> taken.add(alert.id()));
        }
        return taken;
    }

    private int open(Outbox node) {
        Store asked = node == outbox ? store : otherStore;
        return asked.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from alert where taken_until is null")
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void of_many_that_raise_one_alert_at_once_one_does() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "feature-" + round;
            List<Callable<Boolean>> raisers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Store node = i % 2 == 0 ? store : otherStore;
                raisers.add(() -> raiseAgain(node, name));
            }
            int raised = 0;
            for (Future<Boolean> raiser : threads.invokeAll(raisers)) {
                raised += raiser.get() ? 1 : 0;
            }
            assertThat(raised).isEqualTo(1);
        }
        assertThat(outbox.take(100, LONG)).hasSize(20);
    }

    /** As the ledger does: a transaction that fails because another one was first is tried again. */
    private static boolean raiseAgain(Store node, String name) {
        for (int tries = 1; ; tries++) {
            try {
                return node.jdbi().inTransaction(handle -> raise(handle, name, "2026-11", "warning"));
            } catch (UnableToExecuteStatementException e) {
                if (tries == 4) {
                    throw e;
                }
            }
        }
    }
}
