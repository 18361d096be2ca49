package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the meters tell of answers that are made once. */
@Timeout(60)
final class CacheMetersTest {
    private static final String CACHED = "cache: {exact: {ttl: 1h}}";

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("slow", "sim-slow?delay=2s")
                .feature("hits", "good", CACHED)
                .feature("past", "good", CACHED)
                .feature("waits", "slow", CACHED)
                .feature("keyed", "good")
                .feature("plain", "good")
                .feature("long", "good", CACHED)
                .feature("kept", "good", CACHED)
                .start("features", "cache");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static Reply asked(String feature, String text, String... headers) {
        Reply reply = app.ask(feature, text, headers);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    /** The value of a meter, zero if it is not there. */
    private static double meter(String name, String... tags) {
        return app.get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.matches(name + "[{ ].*"))
                .filter(line -> List.of(tags).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static double lookups(String feature, String result) {
        return meter("llm_cache_lookups_total", feature(feature), "result=\"" + result + "\"");
    }

    private static String feature(String name) {
        return "feature=\"" + name + "\"";
    }

    @Test
    void hits_and_misses_are_counted_with_what_they_saved() {
        Reply first = asked("hits", "hello");
        asked("hits", "hello");
        asked("hits", "hello");

        assertThat(lookups("hits", "miss")).isEqualTo(1);
        assertThat(lookups("hits", "hit")).isEqualTo(2);
        int tokens = Integer.parseInt(first.header("Llm-Input-Tokens"))
                + Integer.parseInt(first.header("Llm-Output-Tokens"));
        assertThat(meter("llm_cache_saved_tokens_total", feature("hits"))).isEqualTo(2 * tokens);
        double cost = Double.parseDouble(first.header("Llm-Cost-Usd"));
        assertThat(meter("llm_cache_saved_usd_total", feature("hits"))).isCloseTo(2 * cost, within(1e-9));
    }

    @Test
    void a_call_past_the_cache_is_a_bypass_and_saves_nothing() {
        asked("past", "hello");
        asked("past", "hello", "Cache-Control", "no-cache");

        assertThat(lookups("past", "bypass")).isEqualTo(1);
        assertThat(lookups("past", "hit")).isZero();
        assertThat(meter("llm_cache_saved_tokens_total", feature("past"))).isZero();
    }

    @Test
    void who_waits_for_the_answer_of_another_is_counted() {
        int before = app.seen();
        CompletableFuture<Reply> first = app.askLater("waits", "hello");
        await().until(() -> app.seen() > before);
        asked("waits", "hello");
        first.join();

        assertThat(lookups("waits", "coalesced")).isEqualTo(1);
        assertThat(lookups("waits", "miss")).isEqualTo(1);
    }

    @Test
    void a_key_that_comes_again_is_a_replay() {
        asked("keyed", "hello", "Idempotency-Key", "k");
        asked("keyed", "hello", "Idempotency-Key", "k");

        assertThat(lookups("keyed", "miss")).isEqualTo(1);
        assertThat(lookups("keyed", "replay")).isEqualTo(1);
        assertThat(meter("llm_cache_saved_tokens_total", feature("keyed"))).isPositive();
    }

    @Test
    void where_nothing_is_shared_nothing_is_looked_up() {
        asked("plain", "hello");
        asked("plain", "hello", "Cache-Control", "no-store");
        assertThat(app.ask("long", "x".repeat(200_000)).status()).isEqualTo(400);

        assertThat(meter("llm_calls_seconds_count", feature("plain"))).isEqualTo(2);
        assertThat(meter("llm_cache_lookups_total", feature("plain"))).isZero();
        assertThat(meter("llm_cache_lookups_total", feature("long"))).isZero();
    }

    @Test
    void what_is_kept_is_shown_until_it_is_forgotten() {
        asked("kept", "hello");
        asked("kept", "good day");
        double entries = meter("llm_cache_entries");
        double bytes = meter("llm_cache_bytes");

        assertThat(entries).isGreaterThanOrEqualTo(2);
        assertThat(bytes).isBetween(entries * 100, entries * 10_000);

        Purging.forgotten(app, "?feature=kept");

        assertThat(meter("llm_cache_entries")).isEqualTo(entries - 2);
        assertThat(meter("llm_cache_bytes")).isLessThan(bytes);
    }
}
