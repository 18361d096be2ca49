package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.StreamSupport;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.ledger.CallRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the books tell over HTTP, where no keys are needed. */
class BooksApiTest {
    private static final String[] ADA = {"Llm-User", "ada", "Llm-Tenant", "acme", "Llm-Tier", "pro"};
    private static final String[] EVE = {"Llm-User", "=eve()", "Llm-Tenant", "globex"};

    @TempDir
    static Path folder;

    private static TestApp app;
    private static BigDecimal costOfAda = BigDecimal.ZERO;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("slow", "sim-slow?delay=60s")
                .model("broken", "sim-broken?fault=500")
                .property("llm.deployment-monthly", "100")
                .feature(
                        "echo",
                        "good",
                        "cache: {exact: {scope: public}}",
                        "budget: {userDaily: {free: 1, pro: 2}, monthly: 50}")
                .feature("counted", "good", "budget: {monthly: 50}")
                .feature("talk", "good", "budget: {sessionTotal: 1}")
                .feature("slow", "slow", "budget: {tags: {waiting: 5}}")
                .feature("broken", "broken", "onFailure: [{rule: Try again later.}]")
                .start("features", "books");
        costOfAda = new BigDecimal(app.ask("echo", "hello", ADA).header("Llm-Cost-Usd"));
        assertThat(costOfAda).isPositive();
        assertThat(app.ask("echo", "hello", EVE).header("Llm-Cache")).isEqualTo("hit");
        assertThat(app.ask("broken", "hello", ADA).header("Llm-Degraded")).isEqualTo("rule");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static JsonNode row(String path, String field, String value) {
        Reply reply = app.get(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return StreamSupport.stream(reply.json().path("data").spliterator(), false)
                .filter(row -> row.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " is not in " + reply.body()));
    }

    private static void assertRefused(String path, int status, String code, String param) {
        Reply reply = app.get(path);

        assertThat(reply.status()).as(path).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().at("/error/param").asText()).isEqualTo(param);
    }

    @Test
    void usage_has_the_fields_of_the_contract_for_a_call_that_has_just_ended() {
        JsonNode row = row("/v1/usage", "key", "echo");

        assertThat(row.properties().stream().map(field -> field.getKey()))
                .containsExactly(
                        "key",
                        "calls",
                        "input_tokens",
                        "output_tokens",
                        "cost_usd",
                        "cache_hits",
                        "valid",
                        "degraded",
                        "p50_ms",
                        "p95_ms",
                        "saved_usd");
        assertThat(row.path("calls").asInt()).isEqualTo(2);
        assertThat(row.path("valid").asInt()).isEqualTo(2);
        assertThat(row.path("cache_hits").asInt()).isEqualTo(1);
        assertThat(row.path("input_tokens").asInt()).isPositive();
        assertThat(row.path("cost_usd").decimalValue()).isEqualByComparingTo(costOfAda);
    }

    @Test
    void a_hit_has_saved_what_its_answer_costs() {
        assertThat(row("/v1/usage", "key", "echo").path("saved_usd").decimalValue())
                .isEqualByComparingTo(costOfAda);
    }

    @Test
    void what_was_answered_by_a_rule_is_degraded_and_not_valid() {
        JsonNode row = row("/v1/usage?by=feature", "key", "broken");

        assertThat(row.path("degraded").asInt()).isEqualTo(1);
        assertThat(row.path("valid").asInt()).isZero();
    }

    @Test
    void usage_is_told_by_user_tier_model_and_prompt() {
        assertThat(row("/v1/usage?by=user", "key", "ada").path("tenant").asText())
                .isEqualTo("acme");
        assertThat(row("/v1/usage?by=tier", "key", "pro").path("calls").asInt()).isEqualTo(2);
        assertThat(row("/v1/usage?by=model&tenant=acme", "key", "good")
                        .path("calls")
                        .asInt())
                .isEqualTo(1);
        assertThat(row("/v1/usage?by=prompt&tenant=acme", "key", "plain.v1")
                        .path("calls")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void usage_can_be_bounded_in_time_and_to_a_tenant() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        assertThat(row("/v1/usage?from=" + today.minusDays(1) + "&to=" + today.plusDays(1), "key", "echo"))
                .isNotNull();
        assertThat(app.get("/v1/usage?to=" + today.minusDays(2)).json().path("data"))
                .isEmpty();
        assertThat(app.get("/v1/usage?from=" + today.plusDays(2) + "T00:00:00Z")
                        .json()
                        .path("data"))
                .isEmpty();
        assertThat(row("/v1/usage?tenant=globex", "key", "echo").path("calls").asInt())
                .isEqualTo(1);
        assertThat(app.get("/v1/usage?tenant=nobody").json().path("data")).isEmpty();
    }

    @Test
    void a_call_that_has_just_ended_is_in_the_books_and_holds_nothing_any_more() {
        for (int calls = 1; calls <= 5; calls++) {
            assertThat(app.ask("counted", "hello").status()).isEqualTo(200);

            assertThat(row("/v1/usage", "key", "counted").path("calls").asInt()).isEqualTo(calls);
            assertThat(row("/v1/budgets", "id", "counted").path("held").decimalValue())
                    .isEqualByComparingTo("0");
        }
    }

    @Test
    void small_amounts_are_written_out() {
        app.app().installation().engine().log().add(cheap("0.000000000012"));

        assertThat(app.get("/v1/usage?by=tier").body())
                .contains("\"key\":\"cheap\"")
                .contains(":0.000000000012,");
        assertThat(app.get("/v1/usage?by=tier&format=csv").body()).contains("cheap,1,0,0,0.000000000012,");
    }

    private static CallRow cheap(String usd) {
        BigDecimal cost = new BigDecimal(usd);
        Instant now = Instant.now();
        return new CallRow(
                "cheap", now, "f", "http", "u", "cheap", "t", "m", "p", "ok", "miss", "", 1, 0, 0, cost, cost, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/usage?by=colour, by",
        "/v1/usage?by=FEATURE, by",
        "/v1/usage?from=yesterday, from",
        "/v1/usage?from=2026-02-30, from",
        "/v1/usage?to=2026-11-24T08:00, to",
        "/v1/usage?to=%2B99999-01-01T00:00:00Z, to",
        "/v1/usage?from=0001-01-01, from",
        "/v1/usage?from=2026-11-24&to=2026-11-23, to",
        "/v1/usage?form=2026-11-24, form",
        "/v1/usage?format=xml, format",
        "/v1/budgets?scope=planet, scope",
        "/v1/budgets?limit=0, limit",
        "/v1/budgets?limit=10001, limit",
        "/v1/budgets?by=user, by",
        "/v1/ledger?by=day, by",
        "/v1/ledger/days, from",
        "/v1/ledger/days?from=2026-11-24, to",
        "/v1/ledger/days?from=2026-11-24&to=2028-01-01, to"
    })
    void what_cannot_be_read_is_refused_and_named(String path, String param) {
        assertRefused(path, 400, "invalid_input", param);
    }

    @Test
    void a_day_may_be_its_own_end_and_an_empty_parameter_is_none() {
        assertThat(app.get("/v1/usage?from=2026-11-24&to=2026-11-24").status()).isEqualTo(200);
        assertThat(app.get("/v1/usage?by=&from=&to=&tenant=").status()).isEqualTo(200);
    }

    @Test
    void usage_is_csv_for_who_asks_for_it() {
        for (Reply reply :
                new Reply[] {app.get("/v1/usage?by=user&format=csv"), app.get("/v1/usage?by=user", "Accept", "text/csv")
                }) {
            assertThat(reply.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
            assertThat(reply.body().lines().findFirst())
                    .hasValue("key,calls,input_tokens,output_tokens,cost_usd,cache_hits,valid,degraded,p50_ms,p95_ms,"
                            + "saved_usd,tenant");
            assertThat(reply.body()).contains("\r\nada,2,").endsWith("\r\n");
        }
        assertThat(app.get("/v1/usage?format=json", "Accept", "text/csv").header("Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void a_name_that_a_spreadsheet_would_run_is_made_a_text() {
        assertThat(app.get("/v1/usage?by=user&format=csv").body()).contains("\r\n'=eve(),1,");
    }

    @Test
    void budgets_have_the_fields_of_the_contract() {
        JsonNode row = row("/v1/budgets", "id", "echo/acme/ada");

        assertThat(row.properties().stream().map(field -> field.getKey()))
                .containsExactly("scope", "id", "window", "cap", "spent", "held", "overrun", "resets_at");
        assertThat(row.path("scope").asText()).isEqualTo("user");
        assertThat(row.path("cap").decimalValue()).isEqualByComparingTo("2");
        assertThat(row.path("spent").decimalValue()).isEqualByComparingTo(costOfAda);
        assertThat(row.path("held").decimalValue()).isEqualByComparingTo("0");
        assertThat(row.path("resets_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT00:00:00Z");
        assertThat(row("/v1/budgets", "id", "echo").path("scope").asText()).isEqualTo("feature");
        assertThat(row("/v1/budgets", "id", "all").path("scope").asText()).isEqualTo("deployment");
    }

    @Test
    void a_session_is_never_reset() {
        assertThat(app.ask("talk", "hello", "Llm-Session", "s1", "Llm-Tier", "free")
                        .status())
                .isEqualTo(200);

        JsonNode row = row("/v1/budgets?scope=session", "id", "talk/default/anonymous/s1");

        assertThat(row.path("window").asText()).isEqualTo("total");
        assertThat(row.path("resets_at").isNull()).isTrue();
    }

    @Test
    void a_call_in_flight_is_held() {
        int before = app.seen();
        try (CallInFlight call = CallInFlight.of(app, "slow", before + 1)) {
            JsonNode row = row("/v1/budgets?scope=tag", "id", "waiting");

            assertThat(call.isOpen()).isTrue();
            assertThat(row.path("held").decimalValue()).isPositive().isLessThan(new BigDecimal("0.1"));
        }
    }

    @Test
    void rows_beyond_the_limit_are_told_of() {
        assertThat(app.get("/v1/budgets?limit=1").json().path("more").asBoolean())
                .isTrue();
        assertThat(app.get("/v1/budgets?limit=1").json().path("data")).hasSize(1);
        assertThat(app.get("/v1/budgets").json().has("more")).isFalse();
    }

    @Test
    void one_tenants_budgets_are_told_without_what_all_share() {
        JsonNode data = app.get("/v1/budgets?tenant=acme").json().path("data");

        assertThat(data).hasSize(1);
        assertThat(data.at("/0/id").asText()).isEqualTo("echo/acme/ada");
    }

    @Test
    void the_ledger_agrees() {
        JsonNode audit = app.get("/v1/ledger").json();

        assertThat(audit.path("differences")).isEmpty();
        assertThat(audit.path("found").asInt()).isZero();
        assertThat(audit.path("entries").asInt()).isPositive();
        assertThat(audit.path("windows").asInt()).isPositive();
        assertThat(audit.path("sum_usd").decimalValue()).isGreaterThanOrEqualTo(costOfAda);
    }

    @Test
    void the_days_of_the_ledger_are_told_by_model() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        JsonNode row = row("/v1/ledger/days?from=" + today.minusDays(1) + "&to=" + today, "model", "good");

        assertThat(row.path("booked_usd").decimalValue()).isGreaterThanOrEqualTo(costOfAda);
        assertThat(row.path("uncertain_usd").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void books_are_only_read() {
        assertThat(app.post("/v1/usage", "application/json", new byte[0]).status())
                .isIn(404, 405);
        assertThat(app.post("/v1/ledger", "application/json", new byte[0]).status())
                .isIn(404, 405);
    }
}
