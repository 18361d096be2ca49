package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money is held before it is spent, and for every scope spent + held stays at or under its cap. */
abstract class LedgerContract {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Usage USAGE = new Usage(100, 20, 10);

    private static final Purpose PURPOSE = new Purpose("inference", "triage", "sim-small", Money.PRICE);

    private String url;
    private Store store;
    private Ledger ledger;
    private Books books;
    private final Scope user = scope("user", "triage/default/ada", "1.00");
    private final Scope feature = scope("feature", "triage", "0.50");

    /** The URL of an empty store. */
    abstract String freshUrl();

    @BeforeEach
    void open() {
        url = freshUrl();
        store = Store.open(url, "sa", "");
        ledger = new Ledger(store, Clock.systemUTC());
        books = new Books(url);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Scope scope(String kind, String id, String cap) {
        return Money.scope(kind, id, cap);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private Hold hold(String amount, Scope... scopes) throws BudgetExceededException {
        return hold(usd(amount), scopes);
    }

    private Hold hold(BigDecimal amount, Scope... scopes) throws BudgetExceededException {
        return ledger.reserve(PURPOSE, List.of(scopes), amount, LIFE);
    }

    /** What calls in flight hold of a scope: what the store has given us of it, less what nobody uses. */
    private BigDecimal held(Scope scope) throws SQLException {
        ledger.flush();
        return books.held(scope).subtract(ledger.ownFree().getOrDefault(scope.key() + "\t" + scope.period(), usd("0")));
    }

    private BigDecimal spent(Scope scope) throws SQLException {
        ledger.flush();
        return books.spent(scope);
    }

    private BigDecimal entries(String kind) throws SQLException {
        ledger.flush();
        return books.entries(kind);
    }

    @Test
    void a_hold_that_fits_is_held() throws Exception {
        hold("0.40", user);

        assertThat(held(user)).isEqualByComparingTo("0.40");
        assertThat(spent(user)).isZero();
    }

    @Test
    void a_hold_may_fill_its_cap_to_the_last_cent() throws Exception {
        hold("0.40", user);
        hold("0.60", user);

        assertThat(held(user)).isEqualByComparingTo("1");
        assertThatThrownBy(() -> hold("0.000000000001", user)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void a_hold_that_does_not_fit_names_the_scope_and_holds_nothing() throws Exception {
        hold("0.70", user);

        assertThatThrownBy(() -> hold("0.40", user))
                .isInstanceOfSatisfying(BudgetExceededException.class, exceeded -> assertThat(exceeded.scope())
                        .isEqualTo(user))
                .hasMessage("the budget of user triage/default/ada is used up");
        assertThat(held(user)).isEqualByComparingTo("0.70");
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
        assertThat(held(user)).isEqualByComparingTo("0.40");
        assertThat(held(feature)).isEqualByComparingTo("0.40");
    }

    @Test
    void without_a_cap_a_hold_is_kept_all_the_same() throws Exception {
        ledger.settle(hold("0.40"), usd("0.10"), USAGE, Kind.SETTLED);

        assertThat(entries("settled")).isEqualByComparingTo("0.10");
    }

    @Test
    void a_settlement_gives_back_what_was_held_too_much() throws Exception {
        ledger.settle(hold("0.40", user), usd("0.15"), USAGE, Kind.SETTLED);

        assertThat(held(user)).isZero();
        assertThat(spent(user)).isEqualByComparingTo("0.15");
        hold("0.85", user);
    }

    @Test
    void a_settlement_is_entered_with_its_tokens() throws Exception {
        ledger.settle(hold("0.40", user), usd("0.15"), USAGE, Kind.SETTLED);

        assertThat(entries("settled")).isEqualByComparingTo("0.15");
        assertThat(books.sum("select input_tokens from entry")).isEqualByComparingTo("100");
        assertThat(books.sum("select cached_tokens from entry")).isEqualByComparingTo("20");
        assertThat(books.sum("select output_tokens from entry")).isEqualByComparingTo("10");
    }

    @Test
    void an_attempt_that_was_free_leaves_everything_free() throws Exception {
        ledger.settle(hold("1.00", user), BigDecimal.ZERO, Usage.NONE, Kind.SETTLED);

        assertThat(spent(user)).isZero();
        hold("1.00", user);
    }

    @Test
    void a_bill_above_the_hold_is_booked_in_full_as_an_overrun() throws Exception {
        ledger.settle(hold("0.90", user), usd("1.30"), USAGE, Kind.SETTLED);

        assertThat(spent(user)).isEqualByComparingTo("1.30");
        assertThat(held(user)).isZero();
        assertThat(entries("overrun")).isEqualByComparingTo("1.30");
    }

    @Test
    void an_overrun_closes_the_scope_whatever_is_left_of_it() throws Exception {
        ledger.settle(hold("0.10", user), usd("0.11"), USAGE, Kind.SETTLED);

        assertThatThrownBy(() -> hold("0.000000000001", user))
                .isInstanceOfSatisfying(BudgetExceededException.class, exceeded -> {
                    assertThat(exceeded.closed()).isTrue();
                    assertThat(exceeded.available()).isZero();
                });
        assertThat(books.sum("select overrun from budget")).isEqualByComparingTo("0.01");
        assertThat(books.texts("select level from alert")).containsExactly("overrun");
    }

    @Test
    void another_process_finds_a_closed_scope_closed() throws Exception {
        Ledger other = new Ledger(store, Clock.systemUTC());
        ledger.settle(hold("0.10", user), usd("0.11"), USAGE, Kind.SETTLED);

        assertThatThrownBy(() -> other.reserve(PURPOSE, List.of(user), usd("0.01"), LIFE))
                .isInstanceOfSatisfying(BudgetExceededException.class, exceeded -> assertThat(exceeded.closed())
                        .isTrue());
    }

    @Test
    void another_cap_opens_a_closed_scope() throws Exception {
        ledger.settle(hold("0.10", user), usd("0.11"), USAGE, Kind.SETTLED);

        hold("0.80", Money.scope("user", "triage/default/ada", "1.10"));

        assertThat(held(user)).isEqualByComparingTo("0.80");
    }

    @Test
    void a_refusal_says_what_would_have_fitted() throws Exception {
        hold("0.70", user);

        assertThatThrownBy(() -> hold("0.40", user))
                .isInstanceOfSatisfying(BudgetExceededException.class, exceeded -> assertThat(exceeded.available())
                        .isEqualByComparingTo("0.30"));
    }

    @Test
    void a_hold_may_be_made_larger_as_long_as_it_fits() throws Exception {
        Hold larger = ledger.extend(hold("0.40", user), usd("0.50"));

        assertThat(held(user)).isEqualByComparingTo("0.90");
        assertThatThrownBy(() -> ledger.extend(larger, usd("0.20"))).isInstanceOf(BudgetExceededException.class);
        ledger.settle(larger, usd("0.85"), USAGE, Kind.SETTLED);
        assertThat(spent(user)).isEqualByComparingTo("0.85");
        assertThat(held(user)).isZero();
        assertThat(entries("overrun")).isZero();
    }

    @Test
    void a_lower_cap_holds_from_the_next_call_on_and_what_is_spent_stays() throws Exception {
        ledger.settle(hold("0.40", user), usd("0.40"), USAGE, Kind.SETTLED);
        Scope lower = Money.scope("user", "triage/default/ada", "0.50");

        assertThatThrownBy(() -> hold("0.20", lower)).isInstanceOf(BudgetExceededException.class);
        hold("0.10", lower);
        assertThat(spent(user)).isEqualByComparingTo("0.40");
    }

    @Test
    void what_calls_free_again_is_not_spent_under_a_cap_that_was_lowered_meanwhile() throws Exception {
        Hold large = hold("0.70", user);
        Hold small = hold("0.10", user);
        Scope lower = Money.scope("user", "triage/default/ada", "0.60");
        assertThatThrownBy(() -> hold("0.10", lower)).isInstanceOf(BudgetExceededException.class);

        ledger.settle(small, BigDecimal.ZERO, USAGE, Kind.SETTLED);
        assertThatThrownBy(() -> hold("0.10", lower)).isInstanceOf(BudgetExceededException.class);

        ledger.settle(large, usd("0.20"), USAGE, Kind.SETTLED);
        assertThat(hold("0.40", lower).amount()).isEqualByComparingTo("0.40");
    }

    @Test
    void a_higher_cap_gives_room_at_once() throws Exception {
        hold("1.00", user);

        hold("0.50", Money.scope("user", "triage/default/ada", "1.50"));

        assertThat(held(user)).isEqualByComparingTo("1.50");
    }

    @Test
    void a_clean_end_leaves_nothing_held_and_no_owner() throws Exception {
        ledger.settle(hold("0.40", user), usd("0.10"), USAGE, Kind.SETTLED);

        ledger.close();

        assertThat(books.held(user)).isZero();
        assertThat(books.spent(user)).isEqualByComparingTo("0.10");
        assertThat(books.count("owner")).isZero();
        assertThat(books.count("slice")).isZero();
    }

    @Test
    void what_is_not_used_goes_back_for_others() throws Exception {
        ledger.settle(hold("0.01", user), usd("0.01"), USAGE, Kind.SETTLED);
        assertThat(books.held(user)).isPositive();

        await().untilAsserted(() -> {
            ledger.tidy();
            assertThat(books.held(user)).isZero();
        });
        assertThat(books.spent(user)).isEqualByComparingTo("0.01");
    }

    @Test
    void an_alert_is_raised_once_at_its_share_and_once_at_the_end() throws Exception {
        ledger.settle(hold("0.79", user), usd("0.79"), USAGE, Kind.SETTLED);
        ledger.flush();
        assertThat(books.count("alert")).isZero();

        ledger.settle(hold("0.02", user), usd("0.02"), USAGE, Kind.SETTLED);
        ledger.flush();
        assertThat(books.texts("select level from alert")).containsExactly("warning");

        ledger.settle(hold("0.19", user), usd("0.19"), USAGE, Kind.SETTLED);
        ledger.flush();
        assertThatThrownBy(() -> hold("0.01", user)).isInstanceOf(BudgetExceededException.class);
        assertThat(books.texts("select level from alert order by id")).containsExactly("warning", "exhausted");
    }

    @Test
    void a_call_that_could_not_fit_any_more_exhausts_a_scope_but_one_that_must_wait_for_others_does_not()
            throws Exception {
        Hold first = hold("0.90", user);
        assertThatThrownBy(() -> hold("0.20", user)).isInstanceOf(BudgetExceededException.class);
        assertThat(books.count("alert")).isZero();

        ledger.settle(first, usd("0.85"), USAGE, Kind.SETTLED);
        await().untilAsserted(() -> {
            assertThatThrownBy(() -> hold("0.20", user)).isInstanceOf(BudgetExceededException.class);
            ledger.flush();
            assertThat(books.texts("select level from alert order by id")).containsExactly("warning", "exhausted");
        });
    }

    @Test
    void an_entry_keeps_the_price_it_was_made_with() throws Exception {
        ledger.settle(hold("0.40", user), usd("0.15"), USAGE, Kind.SETTLED);

        ledger.flush();
        assertThat(books.sum("select output_price from entry")).isEqualByComparingTo(Money.PRICE.output());
    }

    @Test
    void a_single_token_of_the_cheapest_model_is_exact() throws Exception {
        ledger.settle(hold("0.000000075", user), usd("0.0000000375"), USAGE, Kind.SETTLED);

        assertThat(spent(user)).isEqualByComparingTo("0.0000000375");
    }

    @Test
    void holds_finer_than_the_store_can_write_leave_nothing_held() throws Exception {
        for (int i = 0; i < 10; i++) {
            ledger.settle(hold("0.0000000000005", user), BigDecimal.ZERO, USAGE, Kind.SETTLED);
        }

        assertThat(held(user)).isZero();
    }

    @Test
    void windows_of_one_scope_are_apart() throws Exception {
        Scope tomorrow = new Scope("user", user.id(), null, "2026-11-25", user.cap(), Instant.MAX, usd("0.8"));

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
            return ledger.reserve(PURPOSE, scopes, usd("0.10"), LIFE).amount();
        } catch (BudgetExceededException e) {
            throw new AssertionError(e);
        }
    }
}
