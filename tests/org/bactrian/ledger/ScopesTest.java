package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bactrian.feature.Budget;
import org.junit.jupiter.api.Test;

/** A call counts against every cap it should and against nobody else's. */
final class ScopesTest {
    static final Budget BUDGET = new Budget(
            Map.of("free", new BigDecimal("0.20"), "pro", BigDecimal.TEN),
            new BigDecimal("0.50"),
            new BigDecimal("500"),
            Map.of("marketing", new BigDecimal("100")),
            null,
            new BigDecimal("0.8"),
            false);
    private static final Scopes.Shared SHARED = new Scopes.Shared(new BigDecimal("1000"), new BigDecimal("5000"));
    private static final Scopes.Shared NONE = new Scopes.Shared(null, null);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static List<Scope> scopes(String tenant, String user, Instant now) {
        return Scopes.of(BUDGET, SHARED, new Scopes.Caller("triage", tenant, user, "free", "s1"), now);
    }

    private static Scope scope(String kind, Instant now) {
        return scopes("acme", "ada", now).stream()
                .filter(scope -> scope.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> keys(String kind, String tenant, String user) {
        return scopes(tenant, user, NOON).stream()
                .filter(scope -> scope.kind().equals(kind))
                .map(Scope::key)
                .toList();
    }

    @Test
    void every_cap_there_is_counts() {
        assertThat(scopes("acme", "ada", NOON))
                .extracting(Scope::kind)
                .containsExactlyInAnyOrder("user", "session", "feature", "tag", "tenant", "deployment");
    }

    @Test
    void a_call_that_only_checks_counts_against_no_cap_of_its_user_but_one_of_its_own() {
        Scopes.Caller caller = new Scopes.Caller("triage", "acme", "ada", "free", "s1");

        List<Scope> checks = Scopes.ofCheck(BUDGET, new BigDecimal("5"), SHARED, caller, NOON);

        assertThat(checks)
                .extracting(Scope::kind)
                .containsExactlyInAnyOrder("feature", "tag", "tag", "tenant", "deployment");
        assertThat(checks)
                .filteredOn(scope -> scope.id().equals("semantic-checks/triage"))
                .singleElement()
                .satisfies(own -> assertThat(own.cap()).isEqualByComparingTo("5"));
        assertThat(Scopes.ofCheck(BUDGET, null, SHARED, caller, NOON)).hasSize(4);
    }

    @Test
    void a_cap_that_is_not_set_does_not_count() {
        Budget open = new Budget(Map.of(), null, null, Map.of(), null, BigDecimal.ONE, false);
        Scopes.Caller caller = new Scopes.Caller("triage", "acme", "ada", "free", "s1");

        assertThat(Scopes.of(open, NONE, caller, NOON)).isEmpty();
        assertThat(Scopes.any(open)).isFalse();
        assertThat(Scopes.any(BUDGET)).isTrue();
    }

    @Test
    void what_one_tenant_spends_is_known_as_his() {
        assertThat(scopes("acme", "ada", NOON))
                .filteredOn(scope -> "acme".equals(scope.tenant()))
                .extracting(Scope::kind)
                .containsExactlyInAnyOrder("user", "session", "tenant");
    }

    @Test
    void a_feature_says_when_to_tell_of_its_caps_but_not_of_those_it_shares() {
        Budget early = new Budget(
                Map.of(),
                null,
                BigDecimal.TEN,
                Map.of("marketing", BigDecimal.TEN),
                null,
                new BigDecimal("0.5"),
                false);
        Scopes.Caller caller = new Scopes.Caller("triage", "acme", "ada", "free", "s1");

        assertThat(Scopes.of(early, SHARED, caller, NOON)).allSatisfy(scope -> assertThat(scope.alertAt())
                .isEqualByComparingTo(scope.kind().matches("feature|tag") ? "0.5" : "0.8"));
    }

    @Test
    void a_call_without_a_session_has_no_session_cap() {
        Scopes.Caller caller = new Scopes.Caller("triage", "acme", "ada", "free", null);

        assertThat(Scopes.of(BUDGET, NONE, caller, NOON))
                .extracting(Scope::kind)
                .doesNotContain("session");
    }

    @Test
    void the_cap_of_a_user_is_that_of_the_tier() {
        Scopes.Caller pro = new Scopes.Caller("triage", "acme", "ada", "pro", null);

        assertThat(scope("user", NOON).cap()).isEqualByComparingTo("0.20");
        assertThat(Scopes.of(BUDGET, NONE, pro, NOON))
                .filteredOn(scope -> scope.kind().equals("user"))
                .singleElement()
                .satisfies(scope -> assertThat(scope.cap()).isEqualByComparingTo("10"));
    }

    @Test
    void a_slash_in_a_name_never_leads_into_the_scope_of_another_tenant() {
        for (String kind : List.of("user", "session")) {
            assertThat(keys(kind, "a", "b/c")).doesNotContainAnyElementsOf(keys(kind, "a/b", "c"));
        }
    }

    @Test
    void a_name_that_is_written_like_an_escaped_one_is_another_name() {
        assertThat(keys("user", "a", "b/c")).doesNotContainAnyElementsOf(keys("user", "a", "b%2Fc"));
        assertThat(keys("user", "a", "%")).doesNotContainAnyElementsOf(keys("user", "a", "%25"));
    }

    @Test
    void a_user_of_one_session_is_never_another_user_of_another() {
        Scopes.Caller one = new Scopes.Caller("triage", "acme", "ada", "free", "x/y");
        Scopes.Caller other = new Scopes.Caller("triage", "acme", "ada/x", "free", "y");

        assertThat(Scopes.of(BUDGET, NONE, one, NOON))
                .extracting(Scope::key)
                .filteredOn(key -> key.startsWith("session:"))
                .doesNotContainAnyElementsOf(Scopes.of(BUDGET, NONE, other, NOON).stream()
                        .map(Scope::key)
                        .toList());
    }

    @Test
    void days_and_months_are_those_of_utc() {
        Instant newYear = Instant.parse("2026-12-31T23:59:59Z");

        assertThat(scope("user", newYear).period()).isEqualTo("2026-12-31");
        assertThat(scope("user", newYear).resetsAt()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(scope("feature", newYear).period()).isEqualTo("2026-12");
        assertThat(scope("feature", newYear).resetsAt()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(scope("user", newYear.plusSeconds(1)).period()).isEqualTo("2027-01-01");
    }

    @Test
    void a_month_ends_with_its_last_day_however_long_it_is() {
        assertThat(scope("tenant", Instant.parse("2028-02-29T08:00:00Z")).resetsAt())
                .isEqualTo("2028-03-01T00:00:00Z");
        assertThat(scope("tag", Instant.parse("2026-01-31T08:00:00Z")).resetsAt())
                .isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void a_session_never_resets() {
        assertThat(scope("session", NOON).period()).isEqualTo("total");
        assertThat(scope("session", NOON).resetsAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void locks_are_always_taken_in_one_order() {
        assertThat(scopes("acme", "ada", NOON)).isSorted();
    }
}
