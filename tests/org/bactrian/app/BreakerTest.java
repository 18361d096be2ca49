package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bactrian.OwnThreads;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.provider.Lane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that fails or is slow is left alone for a while; what is no fault of its own does not count. */
final class BreakerTest {
    private static final String DOWN = "sim-down?fault=503";
    private static final String CUT = "sim-cut?fault=cut";
    private static final String LEFT = "sim-left?delay=60s";

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("down", DOWN, opens("openFor: 1h"))
                .model("cut", CUT, opens("openFor: 1h"))
                .model("recovers", "sim-recovers?fault=503&times=4", opens("openFor: 1s"))
                .model("slow", "sim-slow?delay=300ms", opens("failureRate: 100, slowCall: 100ms"))
                .model("long", "sim-long?chunks=10&every=200ms", opens("slowCall: 1s"))
                .model("left", LEFT, opens("openFor: 1h"))
                .model("bad-request", "sim-400?fault=400", opens("openFor: 1h"))
                .model("second", "sim-second?delay=1s", opens("openFor: 1h"))
                .feature("second", "second")
                .model("refuses", "sim-refuses?fault=refusal", opens("openFor: 1h"))
                .feature("down", "down, good")
                .feature("cut", "cut, good")
                .feature("recovers", "recovers, good")
                .feature("slow", "slow")
                .feature("long", "long")
                .feature("left", "left", "timeouts: {attempt: 90s, total: 120s}")
                .feature("bad-request", "bad-request, good")
                .feature("refuses", "refuses")
                .start("features");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void callers_with_little_time_do_not_close_a_model_for_others() {
        IntStream.range(0, 5).forEach(i -> assertThat(
                        app.ask("second", "hello", "Llm-Deadline-Ms", "50").code())
                .isEqualTo("deadline_exceeded"));

        assertThat(app.ask("second", "hello").status()).isEqualTo(200);
    }

    private static String opens(String more) {
        return "circuitBreaker: {minimumCalls: 4, slidingWindow: 4, " + more + "}";
    }

    private static Lane lane(String model) {
        return app.app().installation().engine().lanesOfModels().get(model);
    }

    private static int seen(String remote) {
        JsonNode totals = app.get("/simulator/bill").json().path("models").path(remote);
        return totals.path("requests").asInt() + totals.path("refused").asInt();
    }

    private static void ask(int times, String feature) {
        IntStream.range(0, times).forEach(i -> app.ask(feature, "hello"));
    }

    private static void stream(int times, String feature) {
        IntStream.range(0, times).forEach(i -> Streamed.feature(app, feature, "hello"));
    }

    private static void tells(String model, String state) {
        assertThat(app.get("/observe/metrics").body())
                .contains("llm_breaker_state{model=\"" + model + "\",state=\"" + state + "\"} 1.0");
        String health = app.get("/observe/health")
                .json()
                .findPath("checks")
                .findParents("message")
                .toString();
        assertThat(health).contains("llm-models").containsPattern("\\b" + model + " " + state + "\\b");
    }

    @Test
    void a_model_that_is_down_gets_nothing_more_and_the_next_answers_at_once() {
        tells("down", "closed");
        ask(4, "down");
        tells("down", "open");
        int before = seen(DOWN);

        Reply whole = app.ask("down", "hello");
        Streamed stream = Streamed.feature(app, "down", "hello");

        assertThat(List.of(whole.header("Llm-Model"), stream.header("Llm-Model")))
                .containsOnly("good");
        assertThat(List.of(whole.header("Llm-Attempts"), stream.header("Llm-Attempts")))
                .containsOnly("1");
        assertThat(stream.done()).isTrue();
        assertThat(before).isEqualTo(4);
        assertThat(seen(DOWN)).isEqualTo(before);
    }

    @Test
    void streams_that_break_off_open_it_too() {
        stream(4, "cut");

        assertThat(lane("cut").state()).isEqualTo("open");
        assertThat(Streamed.feature(app, "cut", "hello").header("Llm-Model")).isEqualTo("good");
        assertThat(seen(CUT)).isEqualTo(4);
    }

    @Test
    void when_its_time_is_up_calls_are_probes_and_their_success_closes_it() {
        ask(4, "recovers");
        tells("recovers", "open");

        await().until(() -> app.ask("recovers", "hello").header("Llm-Model").equals("recovers"));
        tells("recovers", "half_open");
        ask(2, "recovers");
        tells("recovers", "closed");
    }

    @Test
    void slow_answers_open_it_and_so_do_slow_first_tokens() {
        ask(2, "slow");
        stream(2, "slow");

        assertThat(lane("slow").state()).isEqualTo("open");
    }

    @Test
    void a_long_stream_that_begins_quickly_is_not_slow() {
        List<CompletableFuture<Streamed>> streams = IntStream.range(0, 4)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> Streamed.feature(app, "long", "hello"), new OwnThreads()))
                .toList();

        assertThat(streams)
                .allSatisfy(stream -> assertThat(stream.join().done()).isTrue());
        assertThat(lane("long").breaker().getMetrics().getNumberOfSuccessfulCalls())
                .isEqualTo(4);
        assertThat(lane("long").state()).isEqualTo("closed");
    }

    @Test
    void callers_who_leave_bad_requests_and_refusals_do_not_count() throws IOException {
        ask(5, "bad-request");
        ask(5, "refuses");
        for (int i = 1; i <= 5; i++) {
            hangUpAfterAsking(i);
        }
        await().until(() -> lane("left").gate().running() == 0);

        for (String model : List.of("left", "bad-request", "refuses")) {
            assertThat(lane(model).state()).as(model).isEqualTo("closed");
            assertThat(lane(model).breaker().getMetrics().getNumberOfFailedCalls())
                    .as(model)
                    .isZero();
        }
    }

    private static void hangUpAfterAsking(int times) throws IOException {
        URI uri = URI.create(app.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request = "POST /v1/features/left HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 5\r\n\r\nhello";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            await().until(() -> seen(LEFT) == times);
        }
    }
}
