package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a provider share the load, and one that is refused rests while the others go on. */
final class ApiKeysTest {
    private static final String A = "Bearer a";
    private static final String B = "Bearer b";

    @TempDir
    Path folder;

    private RawProvider provider;
    private TestApp app;

    @BeforeEach
    void start() throws IOException {
        provider = new RawProvider(request -> "Hello.");
        app = new TestFolder(folder)
                .provider("raw", provider.settings("apiKeys: [\"a\", \"b\"]"))
                .modelOf("raw", "raw", "raw")
                .feature("keys", "raw, good")
                .start("features");
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    private List<Reply> ask(int times) {
        return IntStream.range(0, times).mapToObj(i -> app.ask("keys", "hello")).toList();
    }

    @Test
    void the_keys_share_the_load() {
        assertThat(ask(6)).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));

        assertThat(provider.keys()).hasSize(6).containsOnly(A, B);
        assertThat(provider.keys()).filteredOn(A::equals).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void a_key_that_is_refused_rests_and_another_answers_the_same_call(int status) {
        provider.refuse("a", status);

        List<Reply> replies = ask(6);

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Llm-Model")).isEqualTo("raw");
        });
        assertThat(replies)
                .extracting(reply -> reply.header("Llm-Attempts"))
                .containsExactly("2", "1", "1", "1", "1", "1");
        assertThat(provider.keys()).containsExactly(A, B, B, B, B, B, B);
    }

    @Test
    void a_stream_takes_another_key_too() {
        provider.refuse("a", 401);

        Streamed stream = Streamed.feature(app, "keys", "hello");

        assertThat(stream.text()).isEqualTo("Hello.");
        assertThat(stream.header("Llm-Model")).isEqualTo("raw");
        assertThat(provider.keys()).containsExactly(A, B);
    }

    @Test
    void the_next_model_answers_when_no_key_is_left() {
        provider.refuse("a", 401).refuse("b", 401);

        Reply reply = app.ask("keys", "hello");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Llm-Model")).isEqualTo("good");
        assertThat(reply.header("Llm-Attempts")).isEqualTo("3");
        assertThat(provider.keys()).containsExactly(A, B);
    }

    @Test
    void keys_that_rest_for_no_time_are_not_asked_in_turn_for_ever() {
        provider.refuse("a", 429, "0").refuse("b", 429, "0");

        assertThat(app.ask("keys", "hello").header("Llm-Model")).isEqualTo("good");
        assertThat(provider.keys()).hasSizeBetween(2, 6);
    }

    @Test
    void the_provider_is_told_how_much_time_is_left() {
        app.ask("keys", "hello", "Llm-Deadline-Ms", "15000");

        assertThat(Long.parseLong(provider.requests().get(0).deadline())).isBetween(1L, 15_000L);
    }
}
