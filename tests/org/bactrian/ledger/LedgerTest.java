package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money is held before it is spent, and for every scope spent + held stays at or under its cap. */
final class LedgerTest {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Usage USAGE = new Usage(100, 20, 10);

    private final String url = Store.memoryUrl("ledger-" + UUID.randomUUID());
    private final Store store = Store.open(url, "sa", "");
    private final Ledger ledger = new Ledger(store, Clock.systemUTC());
    private final Books books = new Books(url);
    private final Scope user = scope("user", "triage/default/ada", "1.00");
    private final Scope feature = scope("feature", "triage", "0.50");

    @AfterEach
    void close() {
        store.close();
    }

    private static Scope scope(String kind, String id, String cap) {
        return new Scope(kind, id, "2026-11-24", new BigDecimal(cap), Instant.MAX);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private Hold hold(String amount, Scope... scopes) throws BudgetExceededException {
        return hold(usd(amount), scopes);
    }

    private Hold hold(BigDecimal amount, Scope... scopes) throws BudgetExceededException {
        return ledger.reserve("inference", "triage", "sim-small", List.of(scopes), amount, LIFE);
    }

    @Test
    void a_hold_that_fits_is_held() throws Exception {
        hold("0.40", user);

        assertThat(books.held(user)).isEqualByComparingTo("0.40");
        assertThat(books.spent(user)).isZero();
        assertThat(books.count("hold")).isEqualTo(1);
    }

    @Test
    void a_hold_may_fill_its_cap_to_the_last_cent() throws Exception {
        hold("0.40", user);
        hold("0.60", user);

        assertThat(books.held(user)).isEqualByComparingTo("1");
        assertThatThrownBy(() -> hold("0.000000000001", user)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void a_hold_that_does_not_fit_names_the_scope_and_holds_nothing() throws Exception {
        hold("0.70", user);

        assertThatThrownBy(() -> hold("0.40", user))
                .isInstanceOfSatisfying(BudgetExceededException.class, exceeded -> assertThat(exceeded.scope())
                        .isEqualTo(user))
                .hasMessage("the budget of user triage/default/ada is used up");
        assertThat(books.held(user)).isEqualByComparingTo("0.70");
        assertThat(books.count("hold")).isEqualTo(1);
    }

    @Test
    void a_first_hold_above_its_cap_is_refused_too() {
        assertThatThrownBy(() -> hold("1.01", user)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void several_scopes_are_held_all_or_none() throws Exception {
        hold("0.40", feature, user);

        assertThatThrownBy(() -> hold("0.20", user, feature))
                .isInstanceOfSatisfying(BudgetExceededException.class, exceeded -> assertThat(exceeded.scope())
                        .isEqualTo(feature));
        assertThat(books.held(user)).isEqualByComparingTo("0.40");
        assertThat(books.held(feature)).isEqualByComparingTo("0.40");
    }

    @Test
    void without_a_cap_a_hold_is_kept_all_the_same() throws Exception {
        ledger.settle(hold("0.40"), usd("0.10"), USAGE, Kind.SETTLED);

        assertThat(books.entries("settled")).isEqualByComparingTo("0.10");
    }

    @Test
    void a_settlement_gives_back_what_was_held_too_much() throws Exception {
        ledger.settle(hold("0.40", user), usd("0.15"), USAGE, Kind.SETTLED);

        assertThat(books.held(user)).isZero();
        assertThat(books.spent(user)).isEqualByComparingTo("0.15");
        assertThat(books.count("hold")).isZero();
        hold("0.85", user);
    }

    @Test
    void a_settlement_is_entered_with_its_tokens() throws Exception {
        ledger.settle(hold("0.40", user), usd("0.15"), USAGE, Kind.SETTLED);

        assertThat(books.entries("settled")).isEqualByComparingTo("0.15");
        assertThat(books.sum("select input_tokens from entry")).isEqualByComparingTo("100");
        assertThat(books.sum("select cached_tokens from entry")).isEqualByComparingTo("20");
        assertThat(books.sum("select output_tokens from entry")).isEqualByComparingTo("10");
    }

    @Test
    void an_attempt_that_was_free_leaves_everything_free() throws Exception {
        ledger.settle(hold("1.00", user), BigDecimal.ZERO, Usage.NONE, Kind.SETTLED);

        assertThat(books.spent(user)).isZero();
        hold("1.00", user);
    }

    @Test
    void a_bill_above_the_hold_is_booked_in_full_as_an_overrun() throws Exception {
        ledger.settle(hold("0.90", user), usd("1.30"), USAGE, Kind.SETTLED);

        assertThat(books.spent(user)).isEqualByComparingTo("1.30");
        assertThat(books.held(user)).isZero();
        assertThat(books.entries("overrun")).isEqualByComparingTo("1.30");
    }

    @Test
    void an_overrun_closes_the_scope() throws Exception {
        ledger.settle(hold("0.90", user), usd("1.30"), USAGE, Kind.SETTLED);

        assertThatThrownBy(() -> hold("0.000000000001", user)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void a_single_token_of_the_cheapest_model_is_exact() throws Exception {
        ledger.settle(hold("0.000000075", user), usd("0.0000000375"), USAGE, Kind.SETTLED);

        assertThat(books.spent(user)).isEqualByComparingTo("0.0000000375");
    }

    @Test
    void holds_finer_than_the_store_can_write_leave_nothing_held() throws Exception {
        for (int i = 0; i < 10; i++) {
            ledger.settle(hold("0.0000000000005", user), BigDecimal.ZERO, USAGE, Kind.SETTLED);
        }

        assertThat(books.held(user)).isZero();
    }

    @Test
    void windows_of_one_scope_are_apart() throws Exception {
        Scope tomorrow = new Scope("user", user.id(), "2026-11-25", user.cap(), Instant.MAX);

        hold("1.00", user);
        hold("1.00", tomorrow);

        assertThat(books.held(user)).isEqualByComparingTo("2");
    }

    @Test
    void names_of_the_greatest_length_that_is_allowed_fit() throws SQLException {
        String longest = "x".repeat(128);
        Scopes.Caller caller = new Scopes.Caller("ticket-triage", longest, longest, "free", longest);

        assertThat(heldFor(caller)).isEqualByComparingTo("0.10");
    }

    @Test
    void names_that_grow_by_being_written_safely_fit_too() throws SQLException {
        Scopes.Caller caller = new Scopes.Caller("ticket-triage", "/".repeat(128), "%".repeat(128), "free", null);

        assertThat(heldFor(caller)).isEqualByComparingTo("0.10");
    }

    private BigDecimal heldFor(Scopes.Caller caller) throws SQLException {
        List<Scope> scopes = Scopes.of(ScopesTest.BUDGET, new Scopes.Shared(null, null), caller, Instant.EPOCH);
        try {
            return ledger.reserve("inference", "ticket-triage", "sim-small", scopes, usd("0.10"), LIFE)
                    .amount();
        } catch (BudgetExceededException e) {
            throw new AssertionError(e);
        }
    }
}
