package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money, rates, sizes and sharing, through HTTP with many callers at once. */
class LimitsTest {
    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("slowly", "sim-slowly?delay=200ms")
                .feature("poor", "good", "budget: {userDaily: {free: 0.000001}}")
                .feature("capped", "slowly", "limits: {maxOutputTokens: 100}", "budget: {monthly: 0.005}")
                .feature("dear-call", "good", "budget: {perCall: 0.000001}")
                .feature("rated", "good", "limits: {requestsPerMinute: {free: 2}}")
                .feature("shared", "slowly", "cache: {exact: {ttl: 1h}}")
                .feature("unshared", "good")
                .feature("short", "good", "limits: {maxInputTokens: 50, maxDocumentTokens: 200}")
                .start("features", "openai");
    }

    @AfterAll
    static void what_is_spent_and_held_never_passes_the_cap() throws SQLException {
        app.close();
        try (Books books = new Books(folder)) {
            BigDecimal spent = books.sum("spent", "budget where scope = 'feature:capped'");
            assertThat(spent).isPositive().isLessThanOrEqualTo(new BigDecimal("0.005"));
            assertThat(books.sum("held", "budget")).isEqualByComparingTo("0");
            assertThat(books.sum("amount", "entry where feature = 'capped'")).isEqualByComparingTo(spent);
        }
    }

    @Test
    void a_call_that_could_pass_its_users_budget_is_refused_before_anything_is_sent() {
        int before = app.seen();

        Reply reply = app.ask("poor", "hello");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("budget_exceeded");
        assertThat(reply.json().path("error").path("type").asText()).isEqualTo("insufficient_quota");
        assertThat(reply.json().path("error").path("param").asText()).isEqualTo("user");
        assertThat(reply.header("x-should-retry")).isEqualTo("false");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 86_400);
        assertThat(app.seen()).isEqualTo(before);
    }

    @Test
    void a_call_that_could_cost_more_than_one_may_is_refused() {
        assertThat(app.ask("dear-call", "hello").code()).isEqualTo("budget_exceeded");
    }

    @Test
    void many_callers_at_once_cannot_pass_a_cap() {
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 60)
                .mapToObj(i -> app.askLater("capped", "question " + i))
                .toList();

        long refused = replies.stream()
                .map(CompletableFuture::join)
                .filter(reply -> reply.status() == 429)
                .count();

        assertThat(refused).isBetween(1L, 59L);
    }

    @Test
    void a_user_over_her_rate_is_told_when_the_minute_ends() {
        List<Reply> replies =
                IntStream.range(0, 6).mapToObj(i -> app.ask("rated", "hello")).toList();

        Reply last = replies.get(5);
        assertThat(replies.get(0).status()).isEqualTo(200);
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.code()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
        assertThat(app.ask("rated", "hello", "Llm-User", "somebody-else").status())
                .isEqualTo(200);
    }

    @Test
    void identical_questions_in_flight_make_one_call() {
        int before = app.billed();
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 100)
                .mapToObj(i -> app.askLater("shared", "the same for all"))
                .toList();

        List<String> how = replies.stream()
                .map(CompletableFuture::join)
                .map(reply -> reply.header("Llm-Cache"))
                .toList();

        assertThat(app.billed()).isEqualTo(before + 1);
        assertThat(how).contains("miss", "coalesced");
        assertThat(how.stream().filter("miss"::equals)).hasSize(1);
    }

    @Test
    void a_feature_without_a_cache_shares_nothing() {
        int before = app.billed();

        app.ask("unshared", "twice");
        app.ask("unshared", "twice");

        assertThat(app.billed()).isEqualTo(before + 2);
    }

    @Test
    void a_repeated_idempotency_key_is_replayed_and_another_body_under_it_is_a_conflict() {
        Reply first = app.ask("unshared", "pay once", "Idempotency-Key", "k-1");
        Reply again = app.ask("unshared", "pay once", "Idempotency-Key", "k-1");

        assertThat(again.header("Llm-Cache")).isEqualTo("replay");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(app.ask("unshared", "other", "Idempotency-Key", "k-1").status())
                .isEqualTo(409);
        assertThat(app.ask("unshared", "other", "Idempotency-Key", "k-1", "Llm-Tenant", "t")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_input_longer_than_a_feature_takes_is_refused() {
        assertThat(app.ask("short", "word ".repeat(120)).code()).isEqualTo("context_length_exceeded");
        assertThat(app.ask("short", "word ".repeat(300)).status()).isEqualTo(413);
    }

    @Test
    void a_body_larger_than_allowed_is_refused_in_the_same_shape() {
        Reply reply = app.post(
                "/v1/features/unshared", "text/plain", "a".repeat(11 << 20).getBytes(UTF_8));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("input_too_large");
    }
}
