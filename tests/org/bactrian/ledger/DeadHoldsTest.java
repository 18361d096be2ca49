package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hold whose owner died becomes spent, never free. */
final class DeadHoldsTest {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Scope USER =
            new Scope("user", "triage/a%2Fb/ada: the\u00e9", "2026-11-24", BigDecimal.ONE, Instant.MAX);
    private static final Scope FEATURE = new Scope("feature", "triage", "2026-11", BigDecimal.TEN, Instant.MAX);

    @TempDir
    Path folder;

    private Store store;
    private Books books;
    private Ledger ledger;

    @BeforeEach
    void open() {
        String url = Store.fileUrl(folder);
        store = Store.open(url, "sa", "");
        books = new Books(url);
        ledger = new Ledger(store, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Hold hold(String amount) throws BudgetExceededException {
        return ledger.reserve("inference", "triage", "sim-small", List.of(FEATURE, USER), new BigDecimal(amount), LIFE);
    }

    /** The process ends with its holds open and another one begins on the same files. */
    private void restart() {
        close();
        open();
    }

    @Test
    void what_was_held_is_on_disk_after_a_restart() throws Exception {
        hold("0.40");

        restart();

        assertThat(books.held(USER)).isEqualByComparingTo("0.40");
    }

    @Test
    void the_holds_of_a_dead_owner_become_spent_and_are_counted_as_uncertain() throws Exception {
        hold("0.40");
        hold("0.10");
        restart();

        assertThat(ledger.expireDead()).isEqualTo(2);

        assertThat(books.held(USER)).isZero();
        assertThat(books.spent(USER)).isEqualByComparingTo("0.50");
        assertThat(books.spent(FEATURE)).isEqualByComparingTo("0.50");
        assertThat(books.entries("uncertain")).isEqualByComparingTo("0.50");
        assertThat(books.count("hold")).isZero();
    }

    @Test
    void dead_holds_are_booked_once() throws Exception {
        hold("0.40");
        restart();
        ledger.expireDead();

        assertThat(ledger.expireDead()).isZero();
        assertThat(books.spent(USER)).isEqualByComparingTo("0.40");
    }

    @Test
    void a_hold_of_our_own_is_alive_until_its_time_is_over() throws Exception {
        hold("0.40");

        assertThat(ledger.expireDead()).isZero();
        assertThat(books.held(USER)).isEqualByComparingTo("0.40");
    }

    @Test
    void a_hold_of_our_own_that_outlived_its_time_becomes_spent_too() throws Exception {
        Instant start = Instant.parse("2026-11-24T10:00:00Z");
        ledger = new Ledger(store, Clock.fixed(start, ZoneOffset.UTC));
        hold("0.40");
        Ledger later = new Ledger(store, Clock.fixed(start.plus(LIFE).plusSeconds(1), ZoneOffset.UTC));

        assertThat(later.expireDead()).isEqualTo(1);
        assertThat(books.spent(USER)).isEqualByComparingTo("0.40");
    }

    @Test
    void a_settlement_that_comes_after_all_is_a_correction() throws Exception {
        Hold hold = hold("0.40");
        restart();
        ledger.expireDead();

        ledger.settle(hold, new BigDecimal("0.15"), new Usage(10, 0, 5), Kind.SETTLED);

        assertThat(books.spent(USER)).isEqualByComparingTo("0.15");
        assertThat(books.held(USER)).isZero();
        assertThat(books.entries("correction")).isEqualByComparingTo("-0.25");
        assertThat(books.entries("%")).isEqualByComparingTo("0.15");
    }
}
