package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code lowerMaxTokens} an answer that a budget has no room for is asked for shorter. */
final class LoweredAnswerTest {
    @TempDir
    static Path path;

    private static RawProvider provider;
    private static TestApp app;

    @BeforeAll
    static void start() throws IOException {
        provider = new RawProvider(request -> "a short answer");
        TestFolder folder = new TestFolder(path).provider("raw", provider.settings(""));
        feature(folder, "whole", "budget: {monthly: 0.001, lowerMaxTokens: true}");
        feature(folder, "streamed", "budget: {monthly: 0.001, lowerMaxTokens: true}");
        feature(folder, "rich", "budget: {monthly: 1, perCall: 1, lowerMaxTokens: true}");
        feature(folder, "per-call", "budget: {monthly: 1, perCall: 0.001, lowerMaxTokens: true}");
        feature(folder, "poor", "budget: {monthly: 0.0003, lowerMaxTokens: true}");
        feature(folder, "poor-call", "budget: {perCall: 0.0003, lowerMaxTokens: true}");
        feature(folder, "unlowered", "budget: {monthly: 0.001}");
        feature(folder, "repaired", "budget: {monthly: 0.001, lowerMaxTokens: true}", "output: note");
        feature(folder, "kept", "budget: {monthly: 0.001, lowerMaxTokens: true}", "cache: {exact: {ttl: 1h}}");
        feature(folder, "many", "budget: {monthly: 0.005, lowerMaxTokens: true}");
        folder.model("cut-once", "sim-cut-once?fault=length&times=1&delay=1s");
        folder.feature(
                "awaited",
                "cut-once",
                "limits: {maxOutputTokens: 400}",
                "budget: {monthly: 0.001, lowerMaxTokens: true}",
                "cache: {exact: {ttl: 1h}}");
        app = folder.start("features");
    }

    /** Each has a model of its own, so that its requests are known at the provider. */
    private static void feature(TestFolder folder, String name, String... lines) {
        String[] all = List.of(lines).toArray(new String[lines.length + 1]);
        all[lines.length] = "limits: {maxOutputTokens: 400}";
        folder.modelOf("raw", name, name).feature(name, name, all);
    }

    @AfterEach
    void change_nothing_more() {
        provider.change(completion -> {});
    }

    @AfterAll
    static void no_cap_was_passed() throws SQLException {
        app.close();
        provider.close();
        try (Books books = new Books(path)) {
            assertThat(books.column("select scope from budget where spent + held > cap or overrun > 0"))
                    .isEmpty();
            assertThat(books.sum("amount", "entry where feature <> 'poor-call'"))
                    .isPositive()
                    .isEqualByComparingTo(books.sum("spent", "budget"));
        }
    }

    /** The bound each request of a feature was sent with. */
    private static List<Integer> sent(String feature) {
        return provider.requests().stream()
                .filter(request -> request.body().path("model").asText().equals(feature))
                .map(request -> request.body().path("max_tokens").asInt())
                .toList();
    }

    private static void bill(ObjectNode completion, int input, int output) {
        completion.putObject("usage").put("prompt_tokens", input).put("completion_tokens", output);
    }

    @Test
    void it_is_asked_for_as_long_as_the_budget_affords() {
        assertThat(app.ask("whole", "hello").status()).isEqualTo(200);

        // the budget is 250 tokens of output; the input is held at some 50 tokens of a quarter of their price
        assertThat(sent("whole")).hasSize(1).allSatisfy(tokens -> assertThat(tokens)
                .isBetween(230, 242));
    }

    @Test
    void what_fits_is_asked_for_in_full() {
        app.ask("rich", "hello");

        assertThat(sent("rich")).containsExactly(400);
    }

    @Test
    void the_ceiling_of_one_call_lowers_it_too() {
        assertThat(app.ask("per-call", "hello").status()).isEqualTo(200);

        assertThat(sent("per-call")).hasSize(1).allSatisfy(tokens -> assertThat(tokens)
                .isBetween(230, 242));
    }

    @Test
    void a_stream_is_asked_for_shorter_so_that_it_has_its_tokens_on_top() {
        assertThat(Streamed.feature(app, "streamed", "hello").done()).isTrue();

        assertThat(sent("streamed")).hasSize(1).allSatisfy(tokens -> assertThat(tokens)
                .isBetween(200, 220));
    }

    @Test
    void less_than_a_quarter_is_of_no_use_and_refused() {
        Reply reply = app.ask("poor", "hello");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("budget_exceeded");
        assertThat(reply.json().at("/error/param").asText()).isEqualTo("feature");
        assertThat(reply.json().at("/error/message").asText()).contains("resets at");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
        assertThat(app.ask("poor-call", "hello").json().at("/error/param").asText())
                .isEqualTo("perCall");
        assertThat(sent("poor")).isEmpty();
        assertThat(sent("poor-call")).isEmpty();
    }

    @Test
    void without_the_wish_it_is_refused() {
        assertThat(app.ask("unlowered", "hello").code()).isEqualTo("budget_exceeded");
        assertThat(sent("unlowered")).isEmpty();
    }

    @Test
    void a_repair_is_asked_for_as_long_as_what_is_left_affords() {
        provider.change(completion -> bill(completion, 40, 60));

        app.ask("repaired", "hello");

        assertThat(sent("repaired")).hasSize(2);
        assertThat(sent("repaired").get(1)).isBetween(100, sent("repaired").get(0) - 60);
    }

    @Test
    void an_answer_that_was_cut_short_is_not_kept_for_others() {
        provider.change(completion -> ((ObjectNode) completion.at("/choices/0"))
                .put("finish_reason", sent("kept").size() > 1 ? "stop" : "length"));

        List<String> cached = IntStream.range(0, 3)
                .mapToObj(i -> app.ask("kept", "hello").header("Llm-Cache"))
                .toList();

        assertThat(cached).containsExactly("miss", "miss", "hit");
        assertThat(sent("kept")).allSatisfy(tokens -> assertThat(tokens).isLessThan(400));
    }

    @Test
    void who_waited_for_an_answer_that_was_cut_short_asks_for_himself() {
        CompletableFuture<Reply> first = app.askLater("awaited", "hello");
        await().until(() -> app.get("/simulator/bill").json().path("open").asInt() == 1);

        Reply second = app.ask("awaited", "hello");

        assertThat(first.join().status()).isEqualTo(200);
        assertThat(second.header("Llm-Cache")).isEqualTo("miss");
    }

    @Test
    void many_at_once_share_what_is_left() {
        provider.change(completion -> bill(completion, 20, 20));
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 100)
                .mapToObj(i -> app.askLater("many", "question " + i))
                .toList();

        List<Integer> statuses =
                replies.stream().map(CompletableFuture::join).map(Reply::status).toList();

        assertThat(statuses).contains(200, 429).containsOnly(200, 429);
        assertThat(sent("many"))
                .allSatisfy(tokens -> assertThat(tokens).isBetween(100, 400))
                .anySatisfy(tokens -> assertThat(tokens).isLessThan(400));
    }
}
