package org.bactrian.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.bactrian.provider.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those who wait for a streamed answer hear it while it is made, and the one who asks goes on for them. */
@Timeout(60)
final class JoinedStreamTest {
    private final Answers answers =
            new Answers(1 << 24, new FakeClock(), new MemoryReceipts(), Peers.NONE, TestClaim.NO_MEANINGS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestClaim leader = TestClaim.of("q");

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Future<Boolean> ask(TestClaim claim) {
        return threads.submit(() -> answers.claim(claim));
    }

    private void say(String words) {
        leader.lead().say("sim-small", Json.object().put("content", words));
    }

    private static void awaitHeard(TestClaim claim, String words) {
        Awaitility.await().until(() -> claim.words().equals(words));
    }

    private void awaitJoined() {
        Awaitility.await().until(() -> !leader.lead().alone());
    }

    @Test
    void a_late_joiner_hears_what_was_said_and_then_the_rest_as_it_comes() throws Exception {
        answers.claim(leader);
        say("To be, ");
        say("or not ");
        TestClaim late = TestClaim.of("q");
        Future<Boolean> end = ask(late);
        awaitHeard(late, "To be, or not ");

        say("to be");

        awaitHeard(late, "To be, or not to be");
        answers.release(leader.answers(TestClaim.complete("To be, or not to be")));
        assertThat(end.get()).isFalse();
        assertThat(late.served()).isEqualTo(Served.COALESCED);
    }

    @Test
    void a_thousand_joiners_all_hear_every_word_once_and_in_order() throws Exception {
        answers.claim(leader);
        List<TestClaim> joiners = new ArrayList<>();
        List<Future<Boolean>> ends = new ArrayList<>();
        for (int word = 0; word < 100; word++) {
            say(word + " ");
            for (int i = 0; i < 10; i++) {
                TestClaim joiner = TestClaim.of("q");
                joiners.add(joiner);
                ends.add(ask(joiner));
            }
        }
        StringBuilder all = new StringBuilder();
        for (int word = 0; word < 100; word++) {
            all.append(word).append(' ');
        }
        Awaitility.await()
                .until(() -> joiners.stream().noneMatch(joiner -> joiner.words().isEmpty()));

        answers.release(leader.answers(TestClaim.complete(all.toString())));

        for (Future<Boolean> end : ends) {
            assertThat(end.get()).isFalse();
        }
        assertThat(joiners).extracting(TestClaim::words).containsOnly(all.toString());
    }

    @Test
    void a_stream_that_breaks_off_is_told_to_those_who_have_read_a_part_of_it() {
        answers.claim(leader);
        say("To be, ");
        TestClaim reader = TestClaim.of("q");
        Future<Boolean> end = ask(reader);
        awaitHeard(reader, "To be, ");

        answers.release(leader);

        assertThatThrownBy(end::get).cause().isInstanceOfSatisfying(LlmUnavailable.class, broken -> assertThat(broken)
                .hasMessageContaining("broke off"));
    }

    @Test
    void the_leader_is_told_when_nobody_waits_any_more() {
        answers.claim(leader);
        AtomicInteger alone = new AtomicInteger();
        leader.lead().whenAlone(alone::incrementAndGet);
        TestClaim one = TestClaim.of("q");
        TestClaim other = TestClaim.of("q");
        ask(one);
        awaitJoined();
        Future<Boolean> end = ask(other);
        say("word");
        awaitHeard(other, "word");

        one.callerLeft().complete(null);
        assertThat(leader.lead().alone()).isFalse();
        assertThat(alone).hasValue(0);
        other.callerLeft().complete(null);

        assertThatThrownBy(end::get).hasRootCauseMessage("The caller left");
        Awaitility.await().until(() -> alone.get() == 1);
        assertThat(leader.lead().alone()).isTrue();
    }

    @Test
    void a_request_sent_again_under_its_key_joins_the_first() throws Exception {
        TestClaim first = TestClaim.keyed("k", "request");
        answers.claim(first);
        TestClaim again = TestClaim.keyed("k", "request");
        Future<Boolean> end = ask(again);
        Awaitility.await().until(() -> !first.lead().alone());

        first.lead().say("sim-small", Json.object().put("content", "word"));
        awaitHeard(again, "word");
        answers.release(first.answers(TestClaim.complete("word")));

        assertThat(end.get()).isFalse();
        assertThat(again.served()).isEqualTo(Served.REPLAY);
    }

    @Test
    void one_who_stops_waiting_is_not_counted_as_one_who_waits() {
        answers.claim(leader);

        assertThatThrownBy(() -> answers.claim(TestClaim.of("q").within(Duration.ofMillis(20))))
                .isInstanceOf(LlmUnavailable.class);

        assertThat(leader.lead().alone()).isTrue();
    }
}
