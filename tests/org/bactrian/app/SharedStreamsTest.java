package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bactrian.OwnThreads;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One question of many callers at a time is one call to a model, also where they read it as it comes. */
@Timeout(120)
final class SharedStreamsTest {
    private static final String CACHED = "cache: {exact: {ttl: 1h}}";
    private static final String WORDS =
            IntStream.range(0, 40).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("talks", "sim-talks?chunks=40&every=50ms")
                .model("slow", "sim-slow?chunks=40&delay=1s")
                .model("down", "sim-down?fault=503&delay=300ms")
                .feature("talk", "talks", CACHED)
                .feature("slow", "slow", CACHED)
                .feature("alone", "talks")
                .feature("broken", "down", CACHED)
                .start("features", "openai");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static CompletableFuture<Streamed> streamLater(String feature, String text) {
        return CompletableFuture.supplyAsync(() -> Streamed.feature(app, feature, text), new OwnThreads());
    }

    private static CompletableFuture<HttpResponse<String>> eventsLater(HttpClient client, String text) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/v1/features/talk"))
                .headers("Accept", "text/event-stream", "Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_thousand_callers_of_one_stream_make_one_call_and_each_gets_every_word() {
        int before = app.billed();

        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> callers = IntStream.range(0, 1_000)
                .mapToObj(i -> eventsLater(client, "tell it to a thousand"))
                .toList();
        List<HttpResponse<String>> replies =
                callers.stream().map(CompletableFuture::join).toList();

        assertThat(app.billed()).isEqualTo(before + 1);
        assertThat(replies).extracting(reply -> words(reply.body())).containsOnly(WORDS);
        assertThat(replies)
                .extracting(reply -> reply.headers().firstValue("Llm-Cache").orElse(""))
                .containsOnlyOnce("miss")
                .contains("coalesced");
    }

    @Test
    void a_late_caller_hears_what_was_said_at_once_and_then_the_rest_with_the_first() throws Exception {
        try (Caller first = Caller.ask("talk", "say it twice")) {
            first.read(10);
            try (Caller late = Caller.ask("talk", "say it twice")) {
                String head = late.read(10);
                String rest = late.rest();

                assertThat(head).contains("Llm-Cache: coalesced").contains("Llm-Model: talks");
                assertThat(rest).contains("w39").endsWith("[DONE]");
            }
            assertThat(first.rest()).endsWith("[DONE]");
        }
    }

    @Test
    void the_answer_goes_on_for_the_others_when_the_caller_who_began_it_leaves() throws Exception {
        int before = app.billed();
        try (Caller late = new Caller()) {
            try (Caller first = Caller.ask("talk", "leave in the middle")) {
                first.read(5);
                late.send("talk", "leave in the middle");
                late.read(5);
            }
            assertThat(late.rest()).contains("w39").endsWith("[DONE]");
        }
        assertThat(app.billed()).isEqualTo(before + 1);
        assertThat(app.ask("talk", "leave in the middle").header("Llm-Cache")).isEqualTo("hit");
    }

    @Test
    void a_caller_who_wants_it_whole_waits_for_the_stream_of_another() throws Exception {
        try (Caller first = Caller.ask("talk", "whole and in parts")) {
            first.read(5);

            Reply whole = app.ask("talk", "whole and in parts");

            assertThat(whole.header("Llm-Cache")).isEqualTo("coalesced");
            assertThat(whole.body()).isEqualTo(WORDS);
        }
    }

    @Test
    void a_caller_who_wants_a_stream_waits_for_one_who_wants_it_whole() {
        CompletableFuture<Reply> whole = app.askLater("slow", "in parts and whole");
        await().until(() -> app.app()
                        .installation()
                        .engine()
                        .lanesOfModels()
                        .get("slow")
                        .gate()
                        .running()
                > 0);

        Streamed parts = Streamed.feature(app, "slow", "in parts and whole");

        assertThat(whole.join().header("Llm-Cache")).isEqualTo("miss");
        assertThat(parts.header("Llm-Cache")).isEqualTo("coalesced");
        assertThat(parts.text()).isEqualTo(WORDS);
    }

    @Test
    void a_kept_answer_is_streamed_too_and_says_how_old_it_is() {
        Streamed first = Streamed.feature(app, "talk", "kept");

        Streamed again = Streamed.feature(app, "talk", "kept");

        assertThat(again.header("Llm-Cache")).isEqualTo("hit");
        assertThat(Integer.parseInt(again.header("Age"))).isBetween(0, 60);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.done()).isTrue();
        assertThat(first.header("Age")).isEmpty();
    }

    @Test
    void without_a_cache_each_caller_has_a_stream_of_his_own() {
        int before = app.billed();

        List<CompletableFuture<Streamed>> callers = List.of(streamLater("alone", "mine"), streamLater("alone", "mine"));
        callers.forEach(caller -> assertThat(caller.join().header("Llm-Cache")).isEqualTo("miss"));

        assertThat(app.billed()).isEqualTo(before + 2);
    }

    @Test
    void when_every_model_fails_those_who_wait_fail_with_the_first_and_do_not_try_in_turn() {
        int before = app.seen();
        List<CompletableFuture<Reply>> callers = IntStream.range(0, 50)
                .mapToObj(i -> app.askLater("broken", "nobody knows"))
                .toList();

        assertThat(callers)
                .allSatisfy(caller -> assertThat(caller.join().status()).isEqualTo(503));
        assertThat(app.seen() - before).as("attempts for all of them").isLessThanOrEqualTo(6);
    }

    /** The words in the events of a stream. */
    private static String words(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> new Reply(0, Map.of(), line.substring("data: ".length())).json())
                .map(event -> event.at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
    }

    /** A caller who reads a stream event by event. */
    private static final class Caller implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Caller() throws IOException {
            URI uri = URI.create(app.url());
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        static Caller ask(String feature, String text) throws IOException {
            Caller caller = new Caller();
            caller.send(feature, text);
            return caller;
        }

        void send(String feature, String text) throws IOException {
            String head = "POST /v1/features/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                    + "Accept: text/event-stream\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s";
            socket.getOutputStream()
                    .write(head.formatted(feature, text.length(), text).getBytes(UTF_8));
            socket.getOutputStream().flush();
        }

        /** Reads until so many events have come; returns all lines, the head included. */
        String read(int events) throws IOException {
            StringBuilder read = new StringBuilder();
            int seen = 0;
            while (seen < events) {
                String line = in.readLine();
                read.append(line).append('\n');
                seen += line.startsWith("data:") ? 1 : 0;
            }
            return read.toString();
        }

        /** The data of all further events. */
        String rest() {
            return in.lines().filter(line -> line.startsWith("data:")).collect(Collectors.joining("\n"));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
