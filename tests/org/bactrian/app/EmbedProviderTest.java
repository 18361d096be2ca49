package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings of a provider's model: in batches, once each, paid for in the books, within limits and time. */
final class EmbedProviderTest {
    private static final String KIND = "kind: embedding";

    @TempDir
    Path folder;

    private TestApp app;

    @BeforeEach
    void start() {
        app = new TestFolder(folder)
                .model("vectors", "sim-vectors", KIND)
                .model("briefly-down", "sim-briefly?fault=503&times=1", KIND, "retryBudget: 1")
                .model("short", "sim-short?fault=length", KIND)
                .model("garbled", "sim-garbled?fault=cut", KIND)
                .model("untold", "sim-untold?fault=no-usage", KIND)
                .model("slow", "sim-slow?delay=60s", KIND)
                .write(
                        "features/embeddings.yaml",
                        """
                        budget: {monthly: 0.01, userDaily: {pro: 0.000001}}
                        retry: {attempts: 2, baseDelay: 1ms}
                        limits: {requestsPerMinute: {pro: 2}, maxDocumentTokens: 5000}
                        """)
                .start("features", "embeddings", "books");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private Reply embed(String model, List<String> texts, String... headers) {
        String input = texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(","));
        String body = "{\"model\": \"" + model + "\", \"input\": [" + input + "]}";
        return app.post("/v1/embeddings", "application/json", body.getBytes(UTF_8), headers);
    }

    private JsonNode billed(String model) {
        return app.get("/simulator/bill").json().path("models").path(model);
    }

    @Test
    void a_long_list_goes_in_batches_and_comes_back_in_order() {
        List<String> texts =
                IntStream.range(0, 150).mapToObj(i -> "text number " + i).toList();

        Reply reply = embed("vectors", texts);

        assertThat(billed("sim-vectors").path("requests").asInt()).isEqualTo(3);
        assertThat(reply.header("Llm-Attempts")).isEqualTo("3");
        assertThat(reply.json().at("/usage/prompt_tokens").asLong())
                .isEqualTo(billed("sim-vectors").path("inputTokens").asLong());
        JsonNode alone = embed("vectors", texts.subList(130, 131), "Cache-Control", "no-cache")
                .json();
        assertThat(reply.json().at("/data/130/embedding")).isEqualTo(alone.at("/data/0/embedding"));
        assertThat(reply.json().at("/data/130/embedding"))
                .isNotEqualTo(reply.json().at("/data/131/embedding"));
    }

    @Test
    void only_what_is_not_kept_is_asked_for_and_each_text_once() {
        embed("vectors", List.of("one", "two"));
        long before = billed("sim-vectors").path("inputTokens").asLong();

        Reply reply = embed("vectors", List.of("three", "one", "three", "two"));

        assertThat(billed("sim-vectors").path("inputTokens").asLong()).isEqualTo(before + 1);
        assertThat(reply.json().path("data")).hasSize(4);
        assertThat(reply.json().at("/data/0/embedding")).isEqualTo(reply.json().at("/data/2/embedding"));
        assertThat(reply.header("Llm-Cache")).isEqualTo("miss");
    }

    @Test
    void it_is_paid_for_by_the_providers_count_and_written_down_once() throws SQLException {
        Reply reply = embed("vectors", List.of("one", "two", "three"), "Llm-User", "ann");
        app.close();

        assertThat(reply.header("Llm-Cost-Usd")).isEqualTo("0.000003");
        try (Books books = new Books(folder)) {
            assertThat(books.column(
                            "select feature || ' ' || model || ' ' || attempts || ' ' || input_tokens from call_log"))
                    .containsExactly("embeddings vectors 1 3");
            assertThat(books.column("select kind from entry")).containsExactly("settled");
            assertThat(books.sum("cost_usd", "call_log")).isEqualByComparingTo("0.000003");
            assertThat(books.sum("held", "budget")).isEqualByComparingTo("0");
        }
    }

    @Test
    void what_the_budget_has_no_room_for_is_refused_before_anything_is_sent() {
        Reply reply = embed("vectors", List.of("a longer text than the day's budget has room for"), "Llm-Tier", "pro");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("budget_exceeded");
        assertThat(reply.header("x-should-retry")).isEqualTo("false");
        assertThat(app.seen()).isZero();
    }

    @Test
    void a_user_has_so_many_requests_a_minute() {
        Reply last = null;
        for (int i = 0; i < 5; i++) { // a minute may end in between
            last = embed("all-minilm-l6-v2", List.of("again"), "Llm-Tier", "pro");
        }

        assertThat(last.code()).isEqualTo("rate_limited");
        assertThat(last.header("Retry-After")).isNotEmpty();
    }

    @Test
    void a_failure_is_repeated_within_the_retry_budget() {
        Reply reply = embed("briefly-down", List.of("one"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Llm-Attempts")).isEqualTo("2");
    }

    @Test
    void vectors_that_are_lacking_or_broken_are_no_answer_but_what_was_billed_is_paid() {
        Reply shorter = embed("short", List.of("one", "two"));
        Reply garbled = embed("garbled", List.of("one"));

        assertThat(shorter.code()).isEqualTo("temporarily_unavailable");
        assertThat(shorter.json().at("/error/message").asText()).contains("fewer vectors than texts");
        assertThat(new BigDecimal(shorter.header("Llm-Cost-Usd")).movePointRight(6))
                .isEqualByComparingTo(
                        billed("sim-short?fault=length").path("inputTokens").decimalValue())
                .isPositive();
        assertThat(garbled.code()).isEqualTo("temporarily_unavailable");
        assertThat(garbled.header("Llm-Cost-Usd")).isNotEqualTo("0");
    }

    @Test
    void what_a_provider_does_not_tell_is_counted() {
        Reply reply = embed("untold", List.of("one", "two"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/usage/prompt_tokens").asInt()).isBetween(2, 6);
    }

    @Test
    void nobody_waits_past_the_deadline() {
        Reply reply = embed("slow", List.of("one"), "Llm-Deadline-Ms", "300");

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.code()).isEqualTo("deadline_exceeded");
    }

    @Test
    void more_tokens_than_the_file_allows_at_once_are_too_large() {
        List<String> texts =
                IntStream.range(0, 60).mapToObj(i -> i + " word".repeat(99)).toList();

        assertThat(embed("vectors", texts).status()).isEqualTo(413);
        assertThat(app.seen()).isZero();
    }
}
