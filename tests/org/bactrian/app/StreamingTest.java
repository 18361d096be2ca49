package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bactrian.OwnThreads;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams as callers see them, from the first part to the last event. */
final class StreamingTest {
    private static final String FALLS_BACK =
            """
            prompt: plain.v1
            models: [early, late, words]
            retry: {attempts: 1}
            timeouts: {firstToken: 150ms, total: 20s}
            """;

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .property("llm.stream.heartbeat", "1500ms")
                .model("words", "sim-words?chunks=20")
                .model("slow", "sim-slow?chunks=2&every=3200ms")
                .model("late", "sim-late?fault=slow-first-token&delay=60s")
                .model("early", "sim-early?fault=503")
                .model("stalls", "sim-stalls?fault=stall&chunks=10")
                .model("cut", "sim-cut?fault=cut&chunks=10")
                .model("wrong", "sim-wrong?fault=schema-invalid&times=1")
                .model("wrong-too", "sim-wrong-too?fault=schema-invalid&times=1")
                .model("fenced", "sim-fenced?fault=fenced")
                .model("hopeless", "sim-hopeless?fault=schema-invalid")
                .model("cut-once", "sim-cut-once?fault=cut&chunks=10&every=100ms&times=1")
                .model("endless", "sim-endless?chunks=5000&every=50ms")
                .feature("endless", "endless, words", "timeouts: {attempt: 20s, total: 1s}")
                .feature("shared", "cut-once", "cache: {exact: {ttl: 1h}}")
                .feature("text", "words", "cache: {exact: {ttl: 1h}}")
                .write("features/falls-back.yaml", FALLS_BACK)
                .feature("slow", "slow")
                .feature("stalls", "stalls, words", "timeouts: {idle: 300ms, total: 20s}", "onFailure: [{rule: sorry}]")
                .feature("cut", "cut, words")
                .feature("held", "wrong, good", "output: note")
                .feature("raw", "good", "output: note", "stream: raw")
                .feature("raw-fenced", "fenced", "output: note", "stream: raw")
                .feature("raw-repaired", "wrong-too", "output: note", "stream: raw")
                .feature("raw-failed", "hopeless", "output: note", "stream: raw")
                .feature("never", "early")
                .feature("ruled", "early", "onFailure: [{rule: Please call us.}]")
                .start("features", "openai");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    @Test
    void a_text_arrives_in_parts_in_order_and_ends_with_its_marker() {
        Streamed stream = Streamed.feature(app, "text", "one");

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(stream.header("Llm-Inference-Id")).isNotEmpty();
        assertThat(stream.header("Llm-Model")).isEqualTo("words");
        assertThat(stream.header("Llm-Cache")).isEqualTo("miss");
        assertThat(stream.parts()).hasSizeGreaterThan(10);
        assertThat(stream.text().strip()).isEqualTo(words(20));
        assertThat(stream.last().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(stream.done()).isTrue();
        assertThat(stream.events())
                .allSatisfy(
                        event -> assertThat(event.path("id").asText()).isEqualTo(stream.header("Llm-Inference-Id")));
    }

    @Test
    void a_kept_answer_is_streamed_too() {
        Streamed first = Streamed.feature(app, "text", "twice");
        Streamed second = Streamed.feature(app, "text", "twice");

        assertThat(second.header("Llm-Cache")).isEqualTo("hit");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.done()).isTrue();
    }

    @Test
    void the_chat_endpoint_streams_with_usage_on_request() {
        String body =
                """
                {"model": "text", "stream": true, "stream_options": {"include_usage": true}, "temperature": 1,
                 "messages": [{"role": "user", "content": "three"}]}""";

        Streamed stream = Streamed.chat(app, body);

        assertThat(stream.text().strip()).isEqualTo(words(20));
        assertThat(stream.last().path("choices")).isEmpty();
        assertThat(stream.last().at("/usage/completion_tokens").asInt()).isPositive();
        assertThat(stream.header("Llm-Ignored")).isEqualTo("temperature");
        assertThat(stream.done()).isTrue();
        assertThat(Streamed.chat(app, body.replace("\"include_usage\": true", "\"include_usage\": false"))
                        .last()
                        .has("usage"))
                .isFalse();
    }

    @Test
    void whatever_fails_before_the_first_part_falls_over_unseen() {
        Streamed stream = Streamed.feature(app, "falls-back", "four");

        assertThat(stream.header("Llm-Model")).isEqualTo("words");
        assertThat(stream.text().strip()).isEqualTo(words(20));
        assertThat(stream.error()).isEmpty();
        assertThat(stream.done()).isTrue();
    }

    @Test
    void a_stream_that_stalls_after_its_first_part_ends_with_one_error_event() {
        Streamed stream = Streamed.feature(app, "stalls", "five");

        assertThat(stream.parts()).isNotEmpty();
        assertThat(stream.error()).isEqualTo("temporarily_unavailable");
        assertThat(stream.done()).isFalse();
        assertThat(stream.data()).filteredOn(data -> data.contains("\"error\"")).hasSize(1);
    }

    @Test
    void a_stream_that_ends_without_its_marker_is_a_failure() {
        Streamed stream = Streamed.feature(app, "cut", "six");

        assertThat(stream.parts()).isNotEmpty();
        assertThat(stream.error()).isEqualTo("temporarily_unavailable");
        assertThat(stream.done()).isFalse();
    }

    @Test
    void a_stream_ends_at_its_deadline_with_an_error_event() {
        Streamed stream = Streamed.feature(app, "endless", "seven and a half");

        assertThat(stream.parts()).isNotEmpty();
        assertThat(stream.error()).isEqualTo("deadline_exceeded");
        assertThat(stream.done()).isFalse();
    }

    @Test
    void the_usage_of_a_streamed_feature_is_told_on_request() {
        Streamed stream = Streamed.feature(app, "text?include_usage=true", "eight and a half");

        assertThat(stream.last().at("/usage/total_tokens").asInt()).isPositive();
        assertThat(stream.done()).isTrue();
    }

    @Test
    void who_waited_for_the_whole_of_a_stream_that_broke_off_asks_for_himself() {
        CompletableFuture<Streamed> first =
                CompletableFuture.supplyAsync(() -> Streamed.feature(app, "shared", "both"), new OwnThreads());
        await().until(() -> app.get("/simulator/bill").json().path("open").asInt() == 1);

        TestApp.Reply second = app.ask("shared", "both");

        assertThat(first.join().error()).isEqualTo("temporarily_unavailable");
        assertThat(second.body().strip()).isEqualTo(words(10));
    }

    @Test
    void a_structured_answer_is_held_until_it_is_valid() {
        Streamed stream = Streamed.feature(app, "held", "seven");

        assertThat(stream.text()).contains("\"urgency\"").contains("\"note\"");
        assertThat(stream.header("Llm-Attempts")).isEqualTo("2");
        assertThat(stream.done()).isTrue();
    }

    @Test
    void a_raw_answer_says_at_the_end_that_it_was_valid() {
        Streamed stream = Streamed.feature(app, "raw", "eight");

        assertThat(stream.parts()).hasSizeGreaterThan(1);
        assertThat(stream.last().at("/validation/status").asText()).isEqualTo("valid");
        assertThat(stream.done()).isTrue();
    }

    @Test
    void a_raw_answer_that_was_mended_or_asked_for_again_comes_whole_at_the_end() {
        for (String feature : new String[] {"raw-fenced", "raw-repaired"}) {
            JsonNode validation = Streamed.feature(app, feature, "nine").last().path("validation");

            assertThat(validation.path("status").asText()).isEqualTo("repaired");
            assertThat(validation.path("output").asText()).startsWith("{").contains("\"urgency\"");
        }
    }

    @Test
    void a_raw_answer_that_stays_wrong_says_so_and_never_ends_as_if_it_were_right() {
        Streamed stream = Streamed.feature(app, "raw-failed", "ten");

        assertThat(stream.error()).isEqualTo("invalid_output");
        assertThat(stream.last().at("/validation/status").asText()).isEqualTo("failed");
        assertThat(stream.done()).isFalse();
    }

    @Test
    void silence_is_filled_with_comments() {
        Streamed stream = Streamed.feature(app, "slow", "eleven");

        assertThat(stream.comments()).isPositive();
        assertThat(stream.header("Llm-Inference-Id")).isNotEmpty();
        assertThat(stream.text().strip()).isEqualTo(words(2));
    }

    @Test
    void a_failure_before_anything_was_sent_has_its_own_status() {
        Streamed stream = Streamed.feature(app, "never", "twelve");

        assertThat(stream.status()).isEqualTo(503);
        assertThat(stream.header("Retry-After")).isNotEmpty();
        assertThat(stream.body().at("/error/code").asText()).isEqualTo("temporarily_unavailable");
    }

    @Test
    void a_degraded_answer_is_streamed_and_marked() {
        Streamed stream = Streamed.feature(app, "ruled", "thirteen");

        assertThat(stream.header("Llm-Degraded")).isEqualTo("rule");
        assertThat(stream.text()).isEqualTo("Please call us.");
        assertThat(stream.done()).isTrue();
    }
}
