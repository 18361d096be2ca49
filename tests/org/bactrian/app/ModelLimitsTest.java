package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.resilience.Gate;
import org.bactrian.resilience.Gate.Permit;
import org.bactrian.simulator.Bill.Entry;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider grants a model is kept by us, so that the provider never has to refuse. */
final class ModelLimitsTest {
    private static final String TWO = "sim-two?delay=200ms";
    private static final String TOLD = "sim-told?remaining-requests=0&reset=2s";
    private static final long DELAY_MILLIS = 200;
    private static final long RESET_MILLIS = 2_000;
    private static final long CLOCK_DRIFT_MILLIS = 20;

    @TempDir
    static Path folder;

    private static SimulatorServer provider;
    private static TestApp app;

    @BeforeAll
    static void start() throws IOException {
        provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
        app = new TestFolder(folder)
                .property("simulator.port", Integer.toString(provider.port()))
                .model("two", TWO, "limits: {concurrent: 2}")
                .model("three", "sim-three", "limits: {requestsPerMinute: 3}")
                .model("only", "sim-only", "limits: {requestsPerMinute: 1}")
                .model("tokens", "sim-tokens", "limits: {tokensPerMinute: 500}")
                .model("told", TOLD)
                .model("shared", "sim-shared", "limits: {concurrent: 1}")
                .feature("two", "two")
                .feature("three", "three, good")
                .feature("only", "only", "timeouts: {total: 60s}")
                .feature("tokens", "tokens, good", "limits: {maxOutputTokens: 200}")
                .feature("told", "told, good")
                .feature("shared", "shared")
                .start("features");
    }

    @AfterAll
    static void stop() {
        app.close();
        provider.close();
    }

    private static List<Entry> seen(String remote) {
        return provider.bill().entries().stream()
                .filter(entry -> entry.model().equals(remote))
                .toList();
    }

    private static List<Reply> ask(int times, String feature) {
        return IntStream.range(0, times)
                .mapToObj(i -> app.ask(feature, "hello"))
                .toList();
    }

    @Test
    void no_more_calls_than_granted_are_at_the_provider_at_once_and_all_are_answered() {
        List<CompletableFuture<Reply>> asked = IntStream.range(0, 20)
                .mapToObj(i -> app.askLater("two", "hello"))
                .toList();

        assertThat(asked).allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(200));
        long[] arrived = seen(TWO).stream().mapToLong(Entry::epochMillis).toArray();
        assertThat(arrived).hasSize(20);
        assertThat(IntStream.range(2, arrived.length).mapToLong(i -> arrived[i] - arrived[i - 2]))
                .as("each call is let in when one of the two before it has ended")
                .allMatch(millis -> millis >= DELAY_MILLIS - CLOCK_DRIFT_MILLIS);
    }

    @Test
    void calls_beyond_the_requests_of_a_minute_go_to_the_next_model_and_are_no_attempts() {
        List<Reply> replies = ask(5, "three");

        assertThat(replies)
                .extracting(reply -> reply.header("Llm-Model"))
                .containsExactly("three", "three", "three", "good", "good");
        assertThat(replies).extracting(reply -> reply.header("Llm-Attempts")).containsOnly("1");
        assertThat(seen("sim-three")).hasSize(3);
    }

    @Test
    void calls_beyond_the_tokens_of_a_minute_go_to_the_next_model() {
        assertThat(ask(4, "tokens"))
                .extracting(reply -> reply.header("Llm-Model"))
                .containsExactly("tokens", "tokens", "good", "good");
        assertThat(seen("sim-tokens")).hasSize(2);
    }

    @Test
    void without_another_model_the_caller_is_told_at_once_when_to_come_back() {
        long began = System.nanoTime();
        Reply reply = ask(2, "only").get(1);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("temporarily_unavailable");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(30, 60);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(seen("sim-only")).hasSize(1);
    }

    @Test
    void a_tenant_with_many_waiting_calls_does_not_keep_another_waiting_behind_them() throws Exception {
        Gate gate =
                app.app().installation().engine().lanesOfModels().get("shared").gate();
        CompletableFuture<Reply> quiet;
        List<CompletableFuture<Reply>> busy = new ArrayList<>();
        Permit taken = gate.enter("nobody", 1, Duration.ZERO, new CompletableFuture<>());
        try (taken) {
            for (int i = 0; i < 6; i++) {
                busy.add(app.askLater("shared", "hello", "Llm-Tenant", "busy"));
            }
            await().until(() -> gate.waiting() == 6);
            quiet = app.askLater("shared", "a text that is longer, by which it is found again", "Llm-Tenant", "quiet");
            await().until(() -> gate.waiting() == 7);
        }

        assertThat(busy).allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(200));
        assertThat(quiet.join().status()).isEqualTo(200);
        List<Long> inputs = seen("sim-shared").stream().map(Entry::inputTokens).toList();
        long longest = inputs.stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(inputs.indexOf(longest)).as("calls that went first").isEqualTo(1);
    }

    @Test
    void a_provider_that_says_it_takes_nothing_gets_nothing_until_the_time_it_says() {
        List<Reply> meanwhile = new ArrayList<>();
        assertThat(app.ask("told", "hello").header("Llm-Model")).isEqualTo("told");

        await().until(() -> {
            meanwhile.add(app.ask("told", "hello"));
            return seen(TOLD).size() == 2;
        });

        assertThat(meanwhile).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Llm-Attempts")).isEqualTo("1");
        });
        List<Entry> seen = seen(TOLD);
        assertThat(seen.get(1).epochMillis() - seen.get(0).epochMillis())
                .isGreaterThanOrEqualTo(RESET_MILLIS - CLOCK_DRIFT_MILLIS);
    }
}
