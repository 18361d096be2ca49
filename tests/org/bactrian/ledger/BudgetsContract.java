package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bactrian.ledger.Budgets.Row;
import org.bactrian.ledger.Budgets.Which;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is spent and held of every cap whose window has not ended; a subclass brings the store. */
abstract class BudgetsContract {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-25T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final Purpose PURPOSE = new Purpose("inference", "triage", "sim-small", Money.PRICE);
    private static final Which ALL = new Which(null, null, 100);

    private final Store store = Store.open(freshUrl(), "sa", "");
    private final Ledger ledger = new Ledger(store, Clock.systemUTC());

    private final Scope ada = scope("user", "triage/acme/ada", "acme", "2026-11-24", TOMORROW);
    private final Scope eve = scope("user", "triage/globex/eve", "globex", "2026-11-24", TOMORROW);
    private final Scope session = scope("session", "triage/acme/ada/s1", "acme", "total", Instant.MAX);
    private final Scope acme = scope("tenant", "acme", "acme", "2026-11", DECEMBER);
    private final Scope feature = scope("feature", "triage", null, "2026-11", DECEMBER);
    private final Scope tag = scope("tag", "support", null, "2026-11", DECEMBER);
    private final Scope all = scope("deployment", "all", null, "2026-11", DECEMBER);

    /** The URL of an empty store, its user included. */
    abstract String freshUrl();

    @AfterEach
    void close() {
        store.close();
    }

    private static Scope scope(String kind, String id, @Nullable String tenant, String period, Instant end) {
        return new Scope(kind, id, tenant, period, new BigDecimal("10"), end, new BigDecimal("0.8"));
    }

    private Hold hold(String amount, Scope... scopes) throws BudgetExceededException {
        return ledger.reserve(PURPOSE, List.of(scopes), new BigDecimal(amount), Duration.ofMinutes(5));
    }

    private void spend(String amount, Scope... scopes) throws BudgetExceededException {
        ledger.settle(hold(amount, scopes), new BigDecimal(amount), Usage.NONE, Kind.SETTLED);
        ledger.flush();
    }

    private List<Row> rows(Which which, Instant now) {
        ledger.flush();
        return new Budgets(store, ledger.ownFree()).rows(which, now);
    }

    @Test
    void without_calls_there_is_nothing_to_tell() {
        assertThat(rows(ALL, NOW)).isEmpty();
    }

    @Test
    void a_window_tells_its_cap_what_is_spent_what_is_held_and_when_it_ends() throws Exception {
        spend("2.5", ada);
        Hold open = hold("1.25", ada);

        Row row = rows(ALL, NOW).get(0);

        assertThat(row.scope()).isEqualTo("user");
        assertThat(row.id()).isEqualTo("triage/acme/ada");
        assertThat(row.window()).isEqualTo("2026-11-24");
        assertThat(row.cap()).isEqualByComparingTo("10");
        assertThat(row.spent()).isEqualByComparingTo("2.5");
        assertThat(row.held()).isEqualByComparingTo(open.amount());
        assertThat(row.overrun()).isEqualByComparingTo("0");
        assertThat(row.resetsAt()).isEqualTo(TOMORROW);
    }

    @Test
    void what_this_process_has_set_aside_for_later_calls_is_not_held() throws Exception {
        ledger.settle(hold("1", ada), BigDecimal.ZERO, Usage.NONE, Kind.SETTLED);

        assertThat(rows(ALL, NOW).get(0).held()).isEqualByComparingTo("0");
        assertThat(new Budgets(store, Map.of()).rows(ALL, NOW).get(0).held()).isPositive();
    }

    @Test
    void a_bill_above_what_was_held_is_an_overrun() throws Exception {
        ledger.settle(hold("1", ada), new BigDecimal("3"), Usage.NONE, Kind.SETTLED);

        assertThat(rows(ALL, NOW).get(0).overrun()).isEqualByComparingTo("2");
    }

    @Test
    void a_window_that_has_ended_is_gone_and_one_that_never_does_stays() throws Exception {
        spend("1", ada, session, feature);

        assertThat(rows(ALL, TOMORROW.minusMillis(1))).extracting(Row::scope).contains("user");
        assertThat(rows(ALL, TOMORROW)).extracting(Row::scope).containsExactly("feature", "session");
        assertThat(rows(ALL, DECEMBER)).extracting(Row::scope, Row::resetsAt).containsExactly(tuple("session", null));
    }

    @Test
    void windows_of_the_version_that_kept_no_ends_are_gone_but_for_sessions() {
        store.jdbi()
                .useHandle(handle -> handle.execute("insert into budget (scope, period, spent, held, kind, name) values"
                        + " ('user:triage/acme/ada', '2026-10-01', 1, 0, 'user', 'triage/acme/ada'),"
                        + " ('session:triage/acme/ada/s', 'total', 1, 0, 'session', 'triage/acme/ada/s')"));

        assertThat(rows(ALL, NOW)).extracting(Row::scope, Row::cap).containsExactly(tuple("session", null));
    }

    @Test
    void the_widest_come_first_and_then_the_fullest() throws Exception {
        spend("1", ada);
        spend("2", eve);
        spend("3", session);
        spend("1", acme, feature, tag, all);

        assertThat(rows(ALL, NOW))
                .extracting(Row::scope, Row::id)
                .containsExactly(
                        tuple("deployment", "all"),
                        tuple("tenant", "acme"),
                        tuple("feature", "triage"),
                        tuple("tag", "support"),
                        tuple("user", "triage/globex/eve"),
                        tuple("user", "triage/acme/ada"),
                        tuple("session", "triage/acme/ada/s1"));
    }

    @Test
    void who_may_see_one_tenant_sees_neither_another_nor_what_all_share() throws Exception {
        spend("1", ada, eve, session, acme, feature, tag, all);

        assertThat(rows(new Which("acme", null, 100), NOW))
                .extracting(Row::scope)
                .containsExactly("tenant", "user", "session");
        assertThat(rows(new Which("globex", null, 100), NOW))
                .extracting(Row::id)
                .containsExactly("triage/globex/eve");
    }

    @Test
    void one_kind_and_so_many_rows_can_be_asked_for() throws Exception {
        spend("1", ada, session, acme, feature, tag, all);
        spend("2", eve);

        assertThat(rows(new Which(null, "user", 100), NOW))
                .extracting(Row::scope)
                .containsExactly("user", "user");
        assertThat(rows(new Which(null, "user", 1), NOW)).extracting(Row::id).containsExactly("triage/globex/eve");
    }
}
