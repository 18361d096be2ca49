package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With {@code supersede: session} a newer call of a session cancels the older. */
@Timeout(60)
final class TypeAheadTest {
    private static final String SESSION = "Llm-Session";

    @TempDir
    static Path folder;

    private static SimulatorServer provider;
    private static TestApp app;

    @BeforeAll
    static void start() throws Exception {
        provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
        app = new TestFolder(folder)
                .property("simulator.port", Integer.toString(provider.port()))
                .property("llm.supersede-pause", "3s")
                .model("slowly", "sim-slowly?delay=1s")
                .feature("ahead", "slowly", "supersede: session", "cache: {exact: {ttl: 1h}}")
                .feature("plain", "slowly")
                .start("features");
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        provider.close();
    }

    /** Asks, and comes back when the call is well inside the pause in which it waits for a newer one. */
    private static CompletableFuture<Reply> type(String feature, String text, String session) {
        int inside = inside();
        CompletableFuture<Reply> reply = app.askLater(feature, text, SESSION, session);
        await().until(() -> inside() != inside);
        Instant later = Instant.now().plusMillis(700);
        await().until(() -> Instant.now().isAfter(later));
        return reply;
    }

    /** Exchanges the service has in work. */
    private static int inside() {
        return app.app().context().getInflightRepository().size();
    }

    @Test
    void a_call_a_keypress_costs_one_answer() {
        long before = provider.bill().totals().requests();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        replies.add(type("ahead", "h", "s1"));
        for (String typed : List.of("he", "hel", "hell", "hello")) {
            replies.add(app.askLater("ahead", typed, SESSION, "s1"));
            replies.get(replies.size() - 2).join(); // it was cancelled by the one just asked
        }

        assertThat(replies.subList(0, 4)).allSatisfy(reply -> {
            assertThat(reply.join().status()).isEqualTo(422);
            assertThat(reply.join().code()).isEqualTo("refused");
            assertThat(reply.join().body()).contains("newer call of this session");
        });
        assertThat(replies.get(4).join().status()).isEqualTo(200);
        assertThat(provider.bill().totals().requests() - before).isEqualTo(1);
    }

    @Test
    void another_session_and_another_user_are_left_alone() {
        CompletableFuture<Reply> one = type("ahead", "one", "s2");
        CompletableFuture<Reply> other = type("ahead", "other", "s3");
        CompletableFuture<Reply> user = app.askLater("ahead", "user", SESSION, "s2", "Llm-User", "bob");

        assertThat(List.of(
                        one.join().status(), other.join().status(), user.join().status()))
                .containsOnly(200);
    }

    @Test
    void a_deadline_that_is_shorter_than_the_pause_holds_and_nothing_is_sent() throws Exception {
        long before = provider.bill().totals().requests();
        CompletableFuture<Reply> hasty = app.askLater("ahead", "hasty", SESSION, "s7", "Llm-Deadline-Ms", "200");

        Reply reply = hasty.get(2, TimeUnit.SECONDS); // the pause is longer

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.code()).isEqualTo("deadline_exceeded");
        assertThat(provider.bill().totals().requests()).isEqualTo(before);
    }

    @Test
    void a_feature_that_does_not_say_so_cancels_nothing() {
        CompletableFuture<Reply> one = type("plain", "one", "s4");
        CompletableFuture<Reply> other = type("plain", "other", "s4");

        assertThat(one.join().status()).isEqualTo(200);
        assertThat(other.join().status()).isEqualTo(200);
    }

    @Test
    void a_cancelled_call_goes_on_for_another_session_that_waits_for_the_same() {
        CompletableFuture<Reply> first = type("ahead", "the same", "s5");
        CompletableFuture<Reply> waiter = type("ahead", "the same", "s6");

        CompletableFuture<Reply> newer = type("ahead", "newer", "s5");

        assertThat(waiter.join().status()).isEqualTo(200);
        assertThat(newer.join().status()).isEqualTo(200);
        assertThat(first.join().status()).isEqualTo(200);
    }
}
