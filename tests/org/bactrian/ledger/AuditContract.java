package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bactrian.ledger.Audit.Result;
import org.bactrian.ledger.Difference.What;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every sum of the books is added up again, and a penny moved by hand is found; a subclass brings the store. */
abstract class AuditContract {
    private static final Purpose PURPOSE = new Purpose("inference", "triage", "sim-small", Money.PRICE);
    private static final int ROUNDS = 40;

    private final String url = freshUrl();
    private final Store store = Store.open(url, "sa", "");
    private final Ledger ledger = new Ledger(store, Clock.systemUTC());
    private final Scope user = Money.scope("user", "triage/acme/ada", "10");
    private final Scope feature = Money.scope("feature", "triage", "10");

    /** The URL of an empty store, its user included. */
    abstract String freshUrl();

    @AfterEach
    void close() {
        store.close();
    }

    private Hold hold(String amount, Scope... scopes) throws BudgetExceededException {
        return ledger.reserve(PURPOSE, List.of(scopes), new BigDecimal(amount), Duration.ofMinutes(5));
    }

    private void spend(String amount, Scope... scopes) throws BudgetExceededException {
        ledger.settle(hold(amount, scopes), new BigDecimal(amount), Usage.NONE, Kind.SETTLED);
        ledger.flush();
    }

    private void corrupt(String sql) {
        store.jdbi().useHandle(handle -> assertThat(handle.execute(sql)).isPositive());
    }

    private void twoGoodEntries() throws BudgetExceededException {
        spend("0.25", user, feature);
        spend("0.000000000001", user);
    }

    @Test
    void empty_books_agree() {
        assertThat(Audit.of(store)).isEqualTo(new Result(0, 0, new BigDecimal("0"), List.of(), 0));
    }

    @Test
    void books_that_nobody_touched_agree() throws Exception {
        twoGoodEntries();
        spend("1");
        ledger.settle(hold("0.5", user), new BigDecimal("0.7"), Usage.NONE, Kind.SETTLED);
        Hold inFlight = hold("0.5", feature);

        Result result = Audit.of(store);

        assertThat(inFlight.amount()).isPositive();
        assertThat(result.differences()).isEmpty();
        assertThat(result.entries()).isEqualTo(4);
        assertThat(result.windows()).isEqualTo(2);
        assertThat(result.sumUsd()).isEqualByComparingTo("1.950000000001");
    }

    @Test
    void what_a_dead_process_held_is_spent_and_agrees() throws Exception {
        Hold inFlight = hold("0.5", user, feature);
        store.jdbi()
                .useHandle(handle -> handle.execute("update owner set alive_until = timestamp '2000-01-01 00:00:00'"));

        try (Ledger other = new Ledger(store, Clock.systemUTC())) {
            assertThat(other.expireDead()).isEqualTo(2);
        }

        assertThat(inFlight.amount()).isPositive();
        assertThat(Audit.of(store).differences()).isEmpty();
        assertThat(Audit.of(store).sumUsd()).isPositive();
    }

    @Test
    void a_changed_total_is_found() throws Exception {
        twoGoodEntries();
        corrupt("update budget set spent = spent + 0.000000000001 where kind = 'feature'");

        assertThat(Audit.of(store).differences())
                .extracting(Difference::scope, Difference::period, Difference::what)
                .containsExactly(tuple("feature:triage", "2026-11-24", What.SPENT));
        assertThat(Audit.of(store).differences().get(0).says()).isEqualByComparingTo("0.250000000001");
        assertThat(Audit.of(store).differences().get(0).shouldBe()).isEqualByComparingTo("0.25");
    }

    @Test
    void a_changed_entry_is_found_in_every_window_it_names() throws Exception {
        twoGoodEntries();
        corrupt("update entry set amount = 0.1 where amount = 0.25");

        assertThat(Audit.of(store).differences())
                .extracting(Difference::scope, Difference::what)
                .containsExactly(tuple("feature:triage", What.SPENT), tuple("user:triage/acme/ada", What.SPENT));
    }

    @Test
    void a_deleted_entry_is_found() throws Exception {
        twoGoodEntries();
        corrupt("delete from entry where amount < 0.1");

        assertThat(Audit.of(store).differences())
                .extracting(Difference::scope, Difference::what)
                .containsExactly(tuple("user:triage/acme/ada", What.SPENT));
    }

    @Test
    void a_deleted_window_is_found() throws Exception {
        twoGoodEntries();
        ledger.close();
        corrupt("delete from budget where kind = 'feature'");

        assertThat(Audit.of(store).differences())
                .extracting(Difference::scope, Difference::what, Difference::says)
                .containsExactly(tuple("feature:triage", What.SPENT, BigDecimal.ZERO));
    }

    @Test
    void an_entry_whose_scopes_cannot_be_read_is_found() throws Exception {
        twoGoodEntries();
        corrupt("update entry set scopes = 'rubbish' where amount < 0.1");

        assertThat(Audit.of(store).differences())
                .extracting(Difference::scope, Difference::period)
                .containsExactly(tuple("user:triage/acme/ada", "2026-11-24"), tuple("rubbish", ""));
    }

    @Test
    void money_held_by_no_process_is_found() throws Exception {
        Hold inFlight = hold("1", user);
        corrupt("delete from slice");

        assertThat(inFlight.amount()).isPositive();
        assertThat(Audit.of(store).differences())
                .extracting(Difference::what, Difference::shouldBe)
                .containsExactly(tuple(What.HELD, BigDecimal.ZERO));
    }

    @Test
    void more_than_the_cap_and_its_overrun_is_found() throws Exception {
        spend("2", user);
        ledger.settle(hold("1", feature), new BigDecimal("12"), Usage.NONE, Kind.SETTLED);
        ledger.flush();
        assertThat(Audit.of(store).differences()).isEmpty();

        corrupt("update budget set highest_cap = 1.5 where kind = 'user'");
        corrupt("update budget set overrun = 1 where kind = 'feature'");

        assertThat(Audit.of(store).differences())
                .extracting(Difference::scope, Difference::what)
                .containsExactly(tuple("feature:triage", What.CAP), tuple("user:triage/acme/ada", What.CAP));
    }

    @Test
    void a_window_whose_cap_is_not_known_has_no_cap_to_break() throws Exception {
        spend("2", user);
        corrupt("update budget set highest_cap = null");

        assertThat(Audit.of(store).differences()).isEmpty();
    }

    @Test
    void more_windows_than_fit_in_memory_are_added_up_in_rounds() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            spend("0.01", Money.scope("user", "triage/acme/user-" + i, "1"), feature);
        }
        corrupt("update budget set spent = 0 where name in ('triage/acme/user-7', 'triage/acme/user-30')");

        Result inRounds = Audit.of(store, 3);

        assertThat(inRounds.found()).isEqualTo(2);
        assertThat(inRounds.differences())
                .containsExactlyInAnyOrderElementsOf(Audit.of(store).differences());
    }

    @Test
    void books_that_are_written_to_at_the_same_time_agree() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                while (!over.get()) {
                    spend("0.00001", user, feature);
                }
                return null;
            });
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(Audit.of(store, 1).differences())
                        .as("round %d", round)
                        .isEmpty();
            }
            over.set(true);
            writing.get();
        } finally {
            over.set(true);
            writer.shutdownNow();
        }
    }
}
