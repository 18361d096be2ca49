package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bactrian.ledger.UsageReport.By;
import org.bactrian.ledger.UsageReport.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls took and cost, told apart by what one asks for; a subclass brings the store. */
abstract class UsageReportContract {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Store store = Store.open(freshUrl(), "sa", "");
    private final CallLog log = new CallLog(store);
    private final UsageReport report = new UsageReport(store);

    /** The URL of an empty store, its user included. */
    abstract String freshUrl();

    @AfterEach
    void close() {
        log.close();
        store.close();
    }

    /** A call that differs from others in one thing. */
    private record Made(
            Instant at, String feature, String user, String tier, String tenant, String model, String prompt) {
        static final Made PLAIN = new Made(NOON, "triage", "ada", "free", "acme", "small", "triage.v1");

        Made at(String time) {
            return new Made(Instant.parse(time), feature, user, tier, tenant, model, prompt);
        }

        Made feature(String name) {
            return new Made(at, name, user, tier, tenant, model, prompt);
        }

        Made user(String ofTenant, String name) {
            return new Made(at, feature, name, tier, ofTenant, model, prompt);
        }

        Made tier(String name) {
            return new Made(at, feature, user, name, tenant, model, prompt);
        }

        Made answeredBy(String name, String byPrompt) {
            return new Made(at, feature, user, tier, tenant, name, byPrompt);
        }
    }

    private void call(Made made, String outcome, String cache, String degraded, String cost, String saved, int millis) {
        log.add(new CallRow(
                UUID.randomUUID().toString(),
                made.at(),
                made.feature(),
                "http",
                made.user(),
                made.tier(),
                made.tenant(),
                made.model(),
                made.prompt(),
                outcome,
                cache,
                degraded,
                1,
                100,
                20,
                new BigDecimal(cost),
                new BigDecimal(saved),
                millis));
    }

    private void good(Made made, String cost) {
        call(made, "ok", "miss", "", cost, "0", 100);
    }

    private List<Row> rows(By by) {
        return rows(by, Between.ALWAYS, null);
    }

    private List<Row> rows(By by, Between time, @Nullable String tenant) {
        log.flush();
        return report.rows(by, time, tenant);
    }

    private static Between between(String from, String to) {
        return new Between(Instant.parse(from), Instant.parse(to));
    }

    @Test
    void without_calls_there_is_nothing_to_tell() {
        assertThat(rows(By.FEATURE)).isEmpty();
    }

    @Test
    void everything_of_one_key_is_added_up_to_the_last_digit() {
        call(Made.PLAIN, "ok", "miss", "", "0.000000000001", "0", 10);
        call(Made.PLAIN, "ok", "hit", "", "0", "0.000000000007", 20);
        call(Made.PLAIN, "temporarily_unavailable", "miss", "", "0.5", "0", 30);

        Row row = rows(By.FEATURE).get(0);

        assertThat(row.key()).isEqualTo("triage");
        assertThat(row.tenant()).isNull();
        assertThat(row.calls()).isEqualTo(3);
        assertThat(row.inputTokens()).isEqualTo(300);
        assertThat(row.outputTokens()).isEqualTo(60);
        assertThat(row.costUsd()).isEqualByComparingTo("0.500000000001");
        assertThat(row.savedUsd()).isEqualByComparingTo("0.000000000007");
    }

    @Test
    void a_hit_is_every_answer_that_no_model_was_asked_for() {
        for (String cache : List.of("hit", "semantic", "coalesced", "replay", "miss", "bypass")) {
            call(Made.PLAIN, "ok", cache, "", "0", "0", 1);
        }

        assertThat(rows(By.FEATURE).get(0).cacheHits()).isEqualTo(4);
    }

    @Test
    void only_an_answer_that_satisfied_its_contract_is_valid() {
        call(Made.PLAIN, "ok", "miss", "", "0", "0", 1);
        call(Made.PLAIN, "ok", "hit", "", "0", "0", 1);
        call(Made.PLAIN, "degraded_stale", "miss", "stale", "0", "0", 1);
        call(Made.PLAIN, "invalid_output", "miss", "", "0", "0", 1);

        Row row = rows(By.FEATURE).get(0);

        assertThat(row.valid()).isEqualTo(2);
        assertThat(row.degraded()).isEqualTo(1);
    }

    @Test
    void half_and_ninety_five_of_a_hundred_calls_took_no_longer() {
        for (int millis = 1; millis <= 100; millis++) {
            call(Made.PLAIN, "ok", "miss", "", "0", "0", millis * 10);
        }

        Row row = rows(By.FEATURE).get(0);

        assertThat(row.p50Ms()).isEqualTo(505);
        assertThat(row.p95Ms()).isBetween(950L, 951L);
    }

    @Test
    void the_most_expensive_comes_first() {
        good(Made.PLAIN.feature("cheap"), "1");
        good(Made.PLAIN.feature("dear"), "3");
        good(Made.PLAIN.feature("middling"), "2");

        assertThat(rows(By.FEATURE)).extracting(Row::key).containsExactly("dear", "middling", "cheap");
    }

    @Test
    void the_same_name_in_two_tenants_is_two_users() {
        good(Made.PLAIN.user("acme", "ada"), "3");
        good(Made.PLAIN.user("globex", "ada"), "2");
        good(Made.PLAIN.user("acme", "bob"), "1");

        assertThat(rows(By.USER))
                .extracting(Row::tenant, Row::key)
                .containsExactly(tuple("acme", "ada"), tuple("globex", "ada"), tuple("acme", "bob"));
    }

    @Test
    void calls_are_told_apart_by_tier_model_and_prompt() {
        good(Made.PLAIN.tier("pro"), "3");
        good(Made.PLAIN.answeredBy("large", "triage.v2"), "2");
        good(Made.PLAIN.answeredBy("", ""), "1");

        assertThat(rows(By.TIER)).extracting(Row::key).containsExactly("free", "pro");
        assertThat(rows(By.MODEL)).extracting(Row::key).containsExactly("small", "large", "");
        assertThat(rows(By.PROMPT)).extracting(Row::key).containsExactly("triage.v1", "triage.v2", "");
    }

    @Test
    void time_begins_with_its_first_instant_and_ends_before_its_last() {
        good(Made.PLAIN.at("2026-11-23T23:59:59.999Z"), "1");
        good(Made.PLAIN.at("2026-11-24T00:00:00Z"), "10");
        good(Made.PLAIN.at("2026-11-24T23:59:59.999Z"), "100");
        good(Made.PLAIN.at("2026-11-25T00:00:00Z"), "1000");

        List<Row> rows = rows(By.FEATURE, between("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"), null);

        assertThat(rows.get(0).costUsd()).isEqualByComparingTo("110");
    }

    @Test
    void who_may_see_one_tenant_sees_nothing_of_another() {
        good(Made.PLAIN.user("acme", "ada"), "3");
        good(Made.PLAIN.user("globex", "eve"), "2");

        for (By by : By.values()) {
            assertThat(rows(by, Between.ALWAYS, "globex"))
                    .as("by %s", by)
                    .allSatisfy(row -> assertThat(row.costUsd()).isEqualByComparingTo("2"))
                    .hasSize(1);
        }
        assertThat(rows(By.USER, Between.ALWAYS, "nobody's")).isEmpty();
    }
}
