package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.SQLException;
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

/** What a process had when it died becomes spent, never free. */
abstract class DeadOwnersContract {
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final Usage USAGE = new Usage(10, 0, 5);
    static final Purpose PURPOSE = new Purpose("inference", "triage", "sim-small", Money.PRICE);
    static final Scope USER = Money.scope("user", "triage/a%2Fb/ada: the\u00e9", "1");
    private static final Scope FEATURE = Money.scope("feature", "triage", "10");

    private Store store;
    Books books;
    private Ledger ledger;

    /** The URL of an empty store. */
    abstract String freshUrl();

    @BeforeEach
    void open() {
        String url = freshUrl();
        store = Store.open(url, "sa", "");
        books = new Books(url);
        ledger = new Ledger(store, Clock.systemUTC(), Duration.ofMillis(1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Hold hold(String amount) throws BudgetExceededException {
        return ledger.reserve(PURPOSE, List.of(FEATURE, USER), new BigDecimal(amount), LIFE);
    }

    /** Another process, which lives long. */
    Ledger survivor() {
        return new Ledger(store, Clock.systemUTC());
    }

    /** The lease is over by the store's clock, which has to go on for that. */
    private static void bury(Ledger by) {
        await().until(() -> by.expireDead() > 0);
    }

    private void assertSumsAgree() throws SQLException {
        for (Scope scope : List.of(USER, FEATURE)) {
            assertThat(books.sum("select sum(amount) from entry where scopes like '%" + scope.key() + "%'"))
                    .isEqualByComparingTo(books.spent(scope));
            assertThat(books.sum("select sum(amount) from slice where scope = '" + scope.key() + "'"))
                    .isEqualByComparingTo(books.held(scope));
            assertThat(books.spent(scope).add(books.held(scope))).isLessThanOrEqualTo(scope.cap());
        }
    }

    @Test
    void what_a_dead_process_had_becomes_spent_and_is_counted_as_uncertain() throws Exception {
        hold("0.40");
        hold("0.10");

        bury(survivor());

        assertThat(books.held(USER)).isZero();
        assertThat(books.spent(USER)).isBetween(new BigDecimal("0.50"), USER.cap());
        assertThat(books.spent(FEATURE)).isBetween(new BigDecimal("0.50"), new BigDecimal("3"));
        assertThat(books.texts("select distinct kind from entry")).containsExactly("uncertain");
        assertSumsAgree();
    }

    @Test
    void what_was_settled_but_not_written_is_in_it() throws Exception {
        ledger.settle(hold("0.40"), new BigDecimal("0.30"), USAGE, Kind.SETTLED);

        bury(survivor());

        assertThat(books.spent(USER)).isGreaterThanOrEqualTo(new BigDecimal("0.30"));
        assertSumsAgree();
    }

    @Test
    void the_dead_are_buried_once() throws Exception {
        hold("0.40");
        Ledger survivor = survivor();
        bury(survivor);
        BigDecimal spent = books.spent(USER);

        assertThat(survivor.expireDead()).isZero();
        assertThat(books.spent(USER)).isEqualByComparingTo(spent);
    }

    @Test
    void a_process_that_was_only_slow_gets_back_what_it_had_and_goes_on() throws Exception {
        Hold hold = hold("0.40");
        bury(survivor());

        ledger.settle(hold, new BigDecimal("0.15"), USAGE, Kind.SETTLED);
        ledger.flush();

        assertThat(books.spent(USER)).isEqualByComparingTo("0.15");
        assertThat(books.texts("select kind from entry order by id")).contains("uncertain", "correction", "settled");
        assertSumsAgree();
        hold("0.85");
        assertThatThrownBy(() -> hold("0.01")).isInstanceOf(BudgetExceededException.class);
        assertSumsAgree();
    }

    @Test
    void a_process_that_was_only_slow_gives_back_what_it_does_not_use() throws Exception {
        ledger.settle(hold("0.40"), new BigDecimal("0.15"), USAGE, Kind.SETTLED);
        bury(survivor());

        ledger.close();

        assertThat(books.spent(USER)).isEqualByComparingTo("0.15");
        assertThat(books.held(USER)).isZero();
        assertSumsAgree();
    }

    @Test
    void a_hold_of_our_own_that_outlived_its_call_becomes_spent_and_a_late_settlement_corrects_it() throws Exception {
        Instant start = Instant.parse("2026-11-24T10:00:00Z");
        SettableClock clock = new SettableClock(start);
        Ledger own = new Ledger(store, clock);
        Hold hold = own.reserve(PURPOSE, List.of(FEATURE, USER), new BigDecimal("0.40"), LIFE);
        assertThat(own.expireDead()).isZero();
        clock.set(start.plus(LIFE).plus(Duration.ofMinutes(2)));

        assertThat(own.expireDead()).isEqualTo(1);
        own.flush();
        assertThat(books.spent(USER)).isEqualByComparingTo("0.40");
        assertThat(books.entries("uncertain")).isEqualByComparingTo("0.40");

        own.settle(hold, new BigDecimal("0.15"), USAGE, Kind.SETTLED);
        own.flush();
        assertThat(books.spent(USER)).isEqualByComparingTo("0.15");
        assertThat(books.entries("correction")).isEqualByComparingTo("-0.25");
        assertSumsAgree();
    }

    @Test
    void a_clock_that_is_put_back_opens_no_window_again_not_even_over_a_restart() throws Exception {
        Instant tomorrow = Instant.parse("2026-11-25T00:00:01Z");
        Ledger before = new Ledger(store, Clock.fixed(tomorrow, ZoneOffset.UTC));
        before.settle(
                before.reserve(PURPOSE, List.of(USER), BigDecimal.ONE, LIFE), BigDecimal.ONE, USAGE, Kind.SETTLED);
        before.close();

        Ledger after = new Ledger(store, Clock.fixed(tomorrow.minus(Duration.ofHours(1)), ZoneOffset.UTC));

        assertThat(after.now()).isEqualTo(tomorrow);
    }

    @Test
    void a_clock_that_is_put_back_while_we_run_stands_still() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        SettableClock clock = new SettableClock(noon);
        Ledger own = new Ledger(store, clock);
        assertThat(own.now()).isEqualTo(noon);

        clock.set(noon.minusSeconds(90_000));
        assertThat(own.now()).isEqualTo(noon);
        clock.set(noon.plusSeconds(1));
        assertThat(own.now()).isEqualTo(noon.plusSeconds(1));
    }
}
