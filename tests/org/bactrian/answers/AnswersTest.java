package org.bactrian.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.bactrian.LlmRefused;
import org.bactrian.answers.Claim.Served;
import org.junit.jupiter.api.Test;

/** An answer is kept for whom it may be kept, as long as it may be kept. */
final class AnswersTest {
    private final FakeClock clock = new FakeClock();
    private final MemoryReceipts receipts = new MemoryReceipts();
    private final Answers answers = new Answers(1 << 20, clock, receipts, Peers.NONE, TestClaim.NO_MEANINGS);

    /** A call that claims, gets this answer from a model, and ends. */
    private void answered(TestClaim claim, Answer answer) {
        assertThat(answers.claim(claim)).isTrue();
        answers.release(claim.answers(answer));
    }

    @Test
    void the_first_to_ask_asks_a_model() {
        assertThat(answers.claim(TestClaim.of("q"))).isTrue();
    }

    @Test
    void the_next_to_ask_gets_the_kept_answer() {
        answered(TestClaim.of("q"), TestClaim.complete("42"));
        TestClaim next = TestClaim.of("q");

        assertThat(answers.claim(next)).isFalse();
        assertThat(next.answer()).isEqualTo(TestClaim.complete("42"));
        assertThat(next.served()).isEqualTo(Served.HIT);
    }

    @Test
    void another_question_is_another_question() {
        answered(TestClaim.of("q"), TestClaim.complete("42"));

        assertThat(answers.claim(TestClaim.of("another"))).isTrue();
    }

    @Test
    void an_answer_is_good_until_the_last_moment_of_its_time() {
        answered(tenMinutes(), TestClaim.complete("42"));

        clock.pass(Duration.ofMinutes(10).minusNanos(1));

        assertThat(answers.claim(tenMinutes())).isFalse();
    }

    @Test
    void an_answer_is_gone_when_its_time_is_over() {
        answered(tenMinutes(), TestClaim.complete("42"));

        clock.pass(Duration.ofMinutes(10));

        assertThat(answers.claim(tenMinutes())).isTrue();
    }

    @Test
    void being_read_does_not_make_an_answer_last_longer() {
        answered(tenMinutes(), TestClaim.complete("42"));
        clock.pass(Duration.ofMinutes(6));
        assertThat(answers.claim(tenMinutes())).isFalse();

        clock.pass(Duration.ofMinutes(6));

        assertThat(answers.claim(tenMinutes())).isTrue();
    }

    private static TestClaim tenMinutes() {
        return TestClaim.of("q").ttl(Duration.ofMinutes(10));
    }

    @Test
    void an_answer_with_no_time_to_live_is_not_kept() {
        answered(TestClaim.of("q").ttl(Duration.ZERO), TestClaim.complete("42"));

        assertThat(answers.claim(TestClaim.of("q"))).isTrue();
    }

    @Test
    void a_call_that_must_not_be_stored_leaves_nothing_behind() {
        answered(TestClaim.of("q").alone().unkept().stale(), TestClaim.complete("42"));

        assertThat(answers.claim(TestClaim.of("q"))).isTrue();
        assertThat(answers.lastGood("q")).isNull();
    }

    @Test
    void a_claim_that_does_not_share_does_not_read_but_its_answer_is_kept() {
        answered(TestClaim.of("q"), TestClaim.complete("old"));

        answered(TestClaim.of("q").alone(), TestClaim.complete("new"));

        TestClaim next = TestClaim.of("q");
        assertThat(answers.claim(next)).isFalse();
        assertThat(next.answer()).isEqualTo(TestClaim.complete("new"));
    }

    @Test
    void a_claim_that_does_not_share_does_not_wait_and_does_not_end_what_others_wait_for() {
        TestClaim leader = TestClaim.of("q");
        answers.claim(leader);

        TestClaim alone = TestClaim.of("q").alone().unkept();
        assertThat(answers.claim(alone)).isTrue();
        answers.release(alone.answers(TestClaim.complete("mine")));

        TestClaim waiter = TestClaim.of("q").within(Duration.ofMillis(20));
        assertThatThrownBy(() -> answers.claim(waiter)).hasMessageContaining("not answered in time");
    }

    @Test
    void an_answer_that_was_cut_off_is_not_kept_for_others() {
        answered(TestClaim.of("q").stale(), TestClaim.cutOff("4"));

        assertThat(answers.claim(TestClaim.of("q"))).isTrue();
        assertThat(answers.lastGood("q")).isNull();
    }

    @Test
    void an_answer_that_was_cut_off_is_replayed_for_its_key() {
        answered(TestClaim.of("q").key("k"), TestClaim.cutOff("4"));
        TestClaim again = TestClaim.of("q").key("k");

        assertThat(answers.claim(again)).isFalse();
        assertThat(again.answer()).isEqualTo(TestClaim.cutOff("4"));
        assertThat(again.served()).isEqualTo(Served.REPLAY);
    }

    @Test
    void a_repeated_key_gets_its_answer_again() {
        answered(TestClaim.keyed("k", "request"), TestClaim.complete("42"));
        TestClaim again = TestClaim.keyed("k", "request");

        assertThat(answers.claim(again)).isFalse();
        assertThat(again.answer()).isEqualTo(TestClaim.complete("42"));
        assertThat(again.served()).isEqualTo(Served.REPLAY);
    }

    @Test
    void a_repeated_key_with_another_request_is_a_conflict() {
        answered(TestClaim.keyed("k", "request"), TestClaim.complete("42"));

        assertThatThrownBy(() -> answers.claim(TestClaim.keyed("k", "another")))
                .isInstanceOfSatisfying(
                        LlmRefused.class, refused -> assertThat(refused.code()).isEqualTo("idempotency_conflict"));
    }

    @Test
    void a_conflict_is_told_while_the_first_request_is_still_in_flight() {
        assertThat(answers.claim(TestClaim.keyed("k", "request"))).isTrue();

        assertThatThrownBy(() -> answers.claim(TestClaim.keyed("k", "another")))
                .isInstanceOfSatisfying(
                        LlmRefused.class, refused -> assertThat(refused.code()).isEqualTo("idempotency_conflict"));
    }

    @Test
    void a_key_whose_request_failed_may_be_used_again() {
        TestClaim failed = TestClaim.keyed("k", "request");
        answers.claim(failed);
        answers.release(failed);

        assertThat(answers.claim(TestClaim.keyed("k", "request"))).isTrue();
    }

    @Test
    void a_new_key_for_a_kept_answer_is_remembered_with_it() {
        answered(TestClaim.of("q").ttl(Duration.ofMinutes(1)), TestClaim.complete("42"));
        TestClaim keyed = TestClaim.of("q").key("k");
        assertThat(answers.claim(keyed)).isFalse();
        assertThat(keyed.served()).isEqualTo(Served.HIT);

        clock.pass(Duration.ofMinutes(2));

        TestClaim again = TestClaim.of("q").key("k");
        assertThat(answers.claim(again)).isFalse();
        assertThat(again.served()).isEqualTo(Served.REPLAY);
    }

    @Test
    void the_last_good_answer_outlives_its_time_if_the_feature_wants_it() {
        answered(TestClaim.of("q").stale(), TestClaim.complete("42"));

        clock.pass(Duration.ofDays(30));

        assertThat(answers.lastGood("q")).extracting(Kept::answer).isEqualTo(TestClaim.complete("42"));
        assertThat(answers.lastGood("another")).isNull();
        assertThat(answers.lastGood(null)).isNull();
    }

    @Test
    void without_that_wish_no_last_good_answer_is_kept() {
        answered(TestClaim.of("q"), TestClaim.complete("42"));

        assertThat(answers.lastGood("q")).isNull();
    }
}
