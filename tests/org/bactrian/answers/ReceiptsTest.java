package org.bactrian.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.bactrian.answers.Receipt.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is on record of a request decides what happens when it comes again. */
@Timeout(60)
final class ReceiptsTest {
    private final FakeClock clock = new FakeClock();
    private final MemoryReceipts receipts = new MemoryReceipts();
    private final Answers answers = new Answers(1 << 20, clock, receipts, Peers.NONE, TestClaim.NO_MEANINGS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestClaim claim = TestClaim.keyed("k", "request");

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Kept kept(String text) {
        return new Kept(TestClaim.complete(text), claim.origin(), Instant.parse("2025-12-31T00:00:00Z"), Duration.ZERO);
    }

    @Test
    void an_answer_on_record_is_replayed_also_if_this_process_never_made_it() {
        receipts.left("k", State.ANSWERED, "request", kept("42"));

        assertThat(answers.claim(claim)).isFalse();
        assertThat(claim.answer()).isEqualTo(TestClaim.complete("42"));
        assertThat(claim.served()).isEqualTo(Served.REPLAY);
    }

    @Test
    void an_answer_on_record_for_another_body_is_a_conflict() {
        receipts.left("k", State.ANSWERED, "another", kept("42"));

        assertThatThrownBy(() -> answers.claim(claim))
                .isInstanceOfSatisfying(
                        LlmRefused.class, refused -> assertThat(refused.code()).isEqualTo("idempotency_conflict"));
        receipts.release("k");
        assertThat(answers.claim(claim)).as("whether the key is free again").isTrue();
    }

    @Test
    void a_request_that_another_process_works_on_is_waited_for() throws Exception {
        receipts.left("k", State.ELSEWHERE, "request", null);
        Future<Boolean> end = threads.submit(() -> answers.claim(claim));
        Awaitility.await().during(Duration.ofMillis(150)).until(() -> !end.isDone());

        receipts.left("k", State.ANSWERED, "request", kept("42"));

        assertThat(end.get()).isFalse();
        assertThat(claim.served()).isEqualTo(Served.REPLAY);
    }

    @Test
    void such_a_wait_ends_at_the_deadline_and_leaves_the_request_to_the_other() {
        receipts.left("k", State.ELSEWHERE, "request", null);

        assertThatThrownBy(() -> answers.claim(claim.within(Duration.ofMillis(50))))
                .isInstanceOf(LlmUnavailable.class)
                .hasMessageContaining("elsewhere");
        assertThat(receipts.of("k")).extracting(Receipt::state).isEqualTo(State.ELSEWHERE);
    }

    @Test
    void a_request_that_a_crash_left_uncertain_is_sent_again_if_the_feature_says_so() {
        receipts.left("k", State.UNCERTAIN, "request", null);

        assertThat(answers.claim(claim)).isTrue();
        assertThat(claim.wasUncertain()).isTrue();
    }

    @Test
    void a_request_that_a_crash_left_uncertain_is_parked_each_time_if_the_feature_says_so() {
        receipts.left("k", State.UNCERTAIN, "request", null);

        assertThatThrownBy(() -> answers.claim(claim.parks())).isInstanceOf(LlmRefused.class);
        assertThatThrownBy(() -> answers.claim(TestClaim.keyed("k", "request").parks()))
                .isInstanceOf(LlmRefused.class);
    }

    @Test
    void a_request_is_marked_before_anything_is_sent_for_it() {
        answers.claim(claim);
        assertThat(receipts.wasSent("k")).isFalse();

        answers.sending(claim);

        assertThat(receipts.wasSent("k")).isTrue();
    }

    @Test
    void an_answer_on_record_lasts_a_day_from_when_it_was_asked_for_under_that_key() {
        TestClaim first = TestClaim.of("q");
        answers.claim(first);
        answers.release(first.answers(TestClaim.complete("42")));
        clock.pass(Duration.ofMinutes(30));

        answers.claim(TestClaim.of("q").key("k"));

        assertThat(receipts.of("k").kept().left(clock.instant())).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_failed_request_leaves_nothing_on_record() {
        answers.claim(claim);
        answers.release(claim);

        assertThat(receipts.of("k")).isNull();
    }
}
