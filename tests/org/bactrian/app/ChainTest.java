package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each wrap of the chain does when a provider fails, through HTTP, with every wrap in place. */
class ChainTest {
    private static final String SHARED = "cache: {exact: {ttl: 1h}}";
    private static final String NOTE = "output: note";
    private static final String DEGRADE = "onFailure: [stale, {rule: {urgency: low, note: later}}]";

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("twice-503", "sim-twice?fault=503&times=2")
                .model("always-503", "sim-503?fault=503", "circuitBreaker: {minimumCalls: 1000, slidingWindow: 1000}")
                .model("breaks", "sim-breaks?fault=500", "circuitBreaker: {minimumCalls: 4, slidingWindow: 4}")
                .model("bad-request", "sim-400?fault=400")
                .model("no-key", "sim-401?fault=401")
                .model("reset", "sim-reset?fault=reset&times=1")
                .model("silent", "sim-silent?fault=silent")
                .model("empty-once", "sim-empty?fault=empty&times=1")
                .model("cut", "sim-cut?fault=invalid-json&times=1")
                .model("wrong-once", "sim-wrong1?fault=schema-invalid&times=1")
                .model("wrong", "sim-wrong?fault=schema-invalid")
                .model("fenced", "sim-fenced?fault=fenced")
                .model("refuses", "sim-refuses?fault=refusal")
                .model("later", "sim-later?fault=429&retry-after=1&times=1")
                .model(
                        "good-once",
                        "sim-once?fault=503&after=1",
                        "circuitBreaker: {minimumCalls: 1000, slidingWindow: 1000}")
                .model("slow", "sim-slow?delay=20s")
                .feature("retries", "twice-503")
                .feature("falls-back", "always-503, good")
                .feature("next-at-once", "bad-request, good")
                .feature("unusable", "no-key, good")
                .feature("cut-line", "reset, good", "budget: {monthly: 10}")
                .feature("waits-for-nobody", "silent, good", "timeouts: {attempt: 300ms}")
                .feature("empty", "empty-once")
                .feature("cut-json", "cut", NOTE)
                .feature("asks-again", "wrong-once", NOTE)
                .feature("next-when-invalid", "wrong, good", NOTE)
                .feature("never-valid", "wrong", NOTE, "onFailure: []")
                .feature("mends", "fenced", NOTE)
                .feature("refused", "refuses, good")
                .feature("refused-elsewhere", "refuses, good", "onRefusal: next-model")
                .feature("throttled-there", "later")
                .feature("rule", "always-503", NOTE, DEGRADE)
                .feature("stale", "good-once", NOTE, DEGRADE)
                .feature("down", "always-503")
                .feature("slow", "slow")
                .feature("opens", "breaks, good")
                .feature("once", "good", SHARED)
                .start("features");
    }

    @AfterAll
    static void every_hold_is_settled_and_every_call_is_in_the_log() throws SQLException {
        app.close();
        try (Books books = new Books(folder)) {
            assertThat(books.sum("held", "budget")).isEqualByComparingTo("0");
            assertThat(books.column("select owner from slice")).isEmpty();
            assertThat(books.column("select outcome from call_log where feature = 'down'"))
                    .contains("temporarily_unavailable");
            assertThat(books.column("select kind from entry where feature = 'cut-line'"))
                    .containsExactly("uncertain", "settled");
        }
    }

    @Test
    void a_model_that_is_briefly_down_is_asked_again() {
        Reply reply = app.ask("retries", "hello");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Llm-Attempts")).isEqualTo("3");
    }

    @Test
    void a_model_that_stays_down_is_followed_by_the_next() {
        Reply reply = app.ask("falls-back", "hello");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Llm-Model")).isEqualTo("good");
        assertThat(reply.header("Llm-Attempts")).isEqualTo("4");
    }

    @Test
    void a_request_the_model_cannot_take_goes_to_the_next_without_retry() {
        assertThat(app.ask("next-at-once", "hello").header("Llm-Attempts")).isEqualTo("2");
        assertThat(app.ask("unusable", "hello").header("Llm-Attempts")).isEqualTo("2");
    }

    @Test
    void a_line_that_breaks_is_tried_again() {
        assertThat(app.ask("cut-line", "hello").status()).isEqualTo(200);
    }

    @Test
    void a_model_that_says_nothing_is_left_at_its_own_ceiling() {
        Reply reply = app.ask("waits-for-nobody", "hello");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Llm-Model")).isEqualTo("good");
    }

    @Test
    void an_empty_answer_is_no_answer() {
        assertThat(app.ask("empty", "hello").header("Llm-Attempts")).isEqualTo("2");
    }

    @Test
    void an_answer_that_breaks_its_schema_is_asked_for_again_once() {
        assertThat(app.ask("asks-again", "hello").header("Llm-Attempts")).isEqualTo("2");
        assertThat(app.ask("cut-json", "hello").header("Llm-Attempts")).isEqualTo("2");
    }

    @Test
    void a_model_that_never_gives_a_valid_answer_is_followed_by_the_next() {
        Reply reply = app.ask("next-when-invalid", "hello");

        assertThat(reply.header("Llm-Model")).isEqualTo("good");
        assertThat(reply.header("Llm-Attempts")).isEqualTo("3");
    }

    @Test
    void nothing_that_breaks_its_schema_leaves_as_if_it_were_valid() {
        Reply reply = app.ask("never-valid", "hello");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.code()).isEqualTo("invalid_output");
    }

    @Test
    void a_fence_around_the_json_is_mended_without_asking_again() {
        Reply reply = app.ask("mends", "hello");

        assertThat(reply.header("Llm-Attempts")).isEqualTo("1");
        assertThat(reply.json().path("urgency").asText()).isIn("low", "high");
    }

    @Test
    void a_refusal_is_an_answer_unless_the_feature_says_otherwise() {
        assertThat(app.ask("refused", "hello").code()).isEqualTo("refused");
        assertThat(app.ask("refused-elsewhere", "hello").header("Llm-Model")).isEqualTo("good");
    }

    @Test
    void a_provider_that_asks_to_wait_is_waited_for() {
        assertThat(app.ask("throttled-there", "hello").header("Llm-Attempts")).isEqualTo("2");
    }

    @Test
    void a_rule_answers_when_no_model_does() {
        Reply reply = app.ask("rule", "hello");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Llm-Degraded")).isEqualTo("rule");
        assertThat(reply.json().path("note").asText()).isEqualTo("later");
    }

    @Test
    void the_last_good_answer_is_given_again_when_no_model_answers() {
        Reply good = app.ask("stale", "the same question");
        Reply stale = app.ask("stale", "the same question");

        assertThat(good.header("Llm-Degraded")).isEmpty();
        assertThat(stale.header("Llm-Degraded")).isEqualTo("stale");
        assertThat(stale.body()).isEqualTo(good.body());
    }

    @Test
    void without_any_answer_the_caller_is_told_when_to_come_back() {
        Reply reply = app.ask("down", "hello");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("temporarily_unavailable");
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.header("Llm-Inference-Id")).isNotEmpty();
    }

    @Test
    void no_caller_waits_past_the_deadline() {
        Reply reply = app.ask("slow", "hello", "Llm-Deadline-Ms", "200");

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.code()).isEqualTo("deadline_exceeded");
    }

    @Test
    void an_open_breaker_keeps_calls_from_a_model_that_is_down() {
        for (int i = 0; i < 3; i++) {
            app.ask("opens", "hello " + i);
        }
        int before = app.seen();

        Reply reply = app.ask("opens", "hello again");

        assertThat(reply.header("Llm-Attempts")).isEqualTo("1");
        assertThat(app.seen()).isEqualTo(before + 1);
    }

    @Test
    void the_same_question_is_paid_for_once() {
        Reply first = app.ask("once", "what is it?");
        Reply second = app.ask("once", "what is it?");

        assertThat(first.header("Llm-Cache")).isEqualTo("miss");
        assertThat(second.header("Llm-Cache")).isEqualTo("hit");
        assertThat(second.header("Llm-Cost-Usd")).isEqualTo("0");
        assertThat(second.header("Llm-Attempts")).isEqualTo("0");
        assertThat(second.header("Llm-Inference-Id")).isNotEqualTo(first.header("Llm-Inference-Id"));
    }

    @Test
    void a_tenant_never_gets_what_another_tenant_paid_for() {
        app.ask("once", "who are we?", "Llm-Tenant", "a");

        assertThat(app.ask("once", "who are we?", "Llm-Tenant", "b").header("Llm-Cache"))
                .isEqualTo("miss");
    }

    @Test
    void a_caller_can_go_round_the_cache() {
        app.ask("once", "fresh?");

        assertThat(app.ask("once", "fresh?", "Cache-Control", "no-cache").header("Llm-Cache"))
                .isEqualTo("bypass");
        assertThat(app.ask("once", "fresh?").header("Llm-Cache")).isEqualTo("hit");
    }
}
