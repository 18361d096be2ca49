package org.bactrian.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code DELETE /v1/cache} forgets what it names, and nothing if it is not clear. */
@Timeout(60)
final class CachePurgeTest {
    private static final String CACHED = "cache: {exact: {ttl: 1h}}";

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("slow", "sim-slow?delay=1s")
                .feature("echo", "good", CACHED)
                .feature("other", "good", CACHED)
                .feature("slow", "slow", CACHED)
                .feature("keyed", "good")
                .start("features", "cache");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @AfterEach
    void forgetAll() {
        Purging.forgotten(app, "?all=true");
        Purging.forgotten(app, "?user=ada");
        Purging.forgotten(app, "?user=anonymous");
    }

    private static String asked(String feature, String text, String... headers) {
        Reply reply = app.ask(feature, text, headers);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.header("Llm-Cache");
    }

    @Test
    void a_feature_is_forgotten_and_no_other() {
        asked("echo", "hello");
        asked("other", "hello");

        assertThat(Purging.forgotten(app, "?feature=echo")).isEqualTo(1);

        assertThat(asked("echo", "hello")).isEqualTo("miss");
        assertThat(asked("other", "hello")).isEqualTo("hit");
    }

    @Test
    void a_version_of_a_prompt_is_forgotten_and_no_other() {
        asked("echo", "hello");
        asked("echo", "hello", "Llm-Prompt", "plain.v2");

        assertThat(Purging.forgotten(app, "?prompt=plain.v1")).isEqualTo(1);

        assertThat(asked("echo", "hello")).isEqualTo("miss");
        assertThat(asked("echo", "hello", "Llm-Prompt", "plain.v2")).isEqualTo("hit");
    }

    @Test
    void what_a_users_calls_left_is_forgotten_and_nobody_elses() {
        asked("echo", "hello", "Llm-User", "ada");
        asked("echo", "good day", "Llm-User", "bob");

        assertThat(Purging.forgotten(app, "?user=ada")).isEqualTo(1);

        assertThat(asked("echo", "good day", "Llm-User", "bob")).isEqualTo("hit");
        assertThat(asked("echo", "hello", "Llm-User", "ada")).isEqualTo("miss");
    }

    @Test
    void a_key_that_is_forgotten_is_new_again() {
        asked("keyed", "hello", "Idempotency-Key", "k-1");
        assertThat(asked("keyed", "hello", "Idempotency-Key", "k-1")).isEqualTo("replay");

        assertThat(Purging.forgotten(app, "?key=k-1")).isEqualTo(1);

        assertThat(asked("keyed", "another question", "Idempotency-Key", "k-1")).isEqualTo("miss");
    }

    @Test
    void a_user_is_forgotten_on_record_too() {
        asked("keyed", "hello", "Idempotency-Key", "k-2", "Llm-User", "ada");

        assertThat(Purging.forgotten(app, "?user=ada")).isEqualTo(1);

        assertThat(asked("keyed", "hello", "Idempotency-Key", "k-2", "Llm-User", "ada"))
                .isEqualTo("miss");
    }

    @Test
    void a_feature_that_is_forgotten_is_not_paid_for_twice_under_one_key() {
        asked("keyed", "hello", "Idempotency-Key", "k-3");

        assertThat(Purging.forgotten(app, "?feature=keyed")).isZero();
        assertThat(Purging.forgotten(app, "?all=true")).isZero();

        assertThat(asked("keyed", "hello", "Idempotency-Key", "k-3")).isEqualTo("replay");
    }

    @Test
    void what_is_named_together_must_hold_together() {
        asked("echo", "hello", "Llm-User", "ada");
        asked("other", "hello", "Llm-User", "ada");
        asked("echo", "good day", "Llm-User", "bob");

        assertThat(Purging.forgotten(app, "?feature=echo&user=ada&tenant=default"))
                .isEqualTo(1);

        assertThat(asked("other", "hello", "Llm-User", "ada")).isEqualTo("hit");
        assertThat(asked("echo", "good day", "Llm-User", "bob")).isEqualTo("hit");
    }

    @Test
    void everything_is_forgotten_only_if_that_is_said() {
        asked("echo", "hello");

        Reply reply = Purging.of(app, "");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid_input");
        assertThat(reply.body()).contains("all=true");
        assertThat(asked("echo", "hello")).isEqualTo("hit");
        assertThat(Purging.forgotten(app, "?all=true")).isEqualTo(1);
        assertThat(asked("echo", "hello")).isEqualTo("miss");
    }

    @Test
    void an_answer_that_is_being_made_is_given_and_not_kept() {
        int before = app.seen();
        CompletableFuture<Reply> making = app.askLater("slow", "hello");
        await().until(() -> app.seen() > before);

        Purging.forgotten(app, "?feature=slow");

        assertThat(making.join().status()).isEqualTo(200);
        assertThat(asked("slow", "hello")).isEqualTo("miss");
        assertThat(asked("slow", "hello")).isEqualTo("hit");
    }

    @Test
    void a_parameter_nobody_knows_is_refused_with_those_there_are() {
        asked("echo", "hello");

        Reply reply = Purging.of(app, "?user=ada&featuer=echo");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").path("param").asText()).isEqualTo("featuer");
        assertThat(reply.body()).contains("all, feature, key, prompt, tenant, user");
        assertThat(asked("echo", "hello")).isEqualTo("hit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?feature=",
                "?feature",
                "?feature=%20",
                "?feature=echo&feature=other",
                "?Feature=echo",
                "?user=%00",
                "?user=ada%0d%0a",
                "?all=yes",
                "?all=",
                "?all=false",
                "?all=true&feature=echo",
                "?all=true&user=",
                "?tenant=default"
            })
    void what_is_not_clear_is_refused_and_forgets_nothing(String query) {
        asked("echo", "hello");

        Reply reply = Purging.of(app, query);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(asked("echo", "hello")).isEqualTo("hit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?key=%27%20or%20%271%27%3D%271",
                "?user=*",
                "?user=%25",
                "?feature=ech",
                "?feature=ECHO",
                "?prompt=plain",
                "?feature=..%2Fecho",
                "?user=null",
                "?user=%E0%A4",
                "?user=%F0%9F%90%AB"
            })
    void a_value_is_what_it_says_and_no_pattern(String query) {
        asked("echo", "hello");
        asked("keyed", "hello", "Idempotency-Key", "k-4");

        assertThat(Purging.forgotten(app, query)).isZero();

        assertThat(asked("echo", "hello")).isEqualTo("hit");
        assertThat(asked("keyed", "hello", "Idempotency-Key", "k-4")).isEqualTo("replay");
    }

    @Test
    void a_value_that_nothing_can_be_called_is_refused() {
        Reply reply = Purging.of(app, "?user=" + "x".repeat(1_001));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).doesNotContain("xxx");
    }

    @Test
    void a_request_that_cannot_be_read_forgets_nothing() throws IOException {
        asked("echo", "hello");

        assertThat(statusLine("DELETE /v1/cache?all=true&user=%zz HTTP/1.0")).startsWith("HTTP/1.0 4");

        assertThat(asked("echo", "hello")).isEqualTo("hit");
    }

    private static String statusLine(String requestLine) throws IOException {
        URI url = URI.create(app.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write((requestLine + "\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void looking_forgets_nothing() {
        asked("echo", "hello");

        assertThat(app.get("/v1/cache?all=true").status()).isBetween(400, 499);

        assertThat(asked("echo", "hello")).isEqualTo("hit");
    }
}
