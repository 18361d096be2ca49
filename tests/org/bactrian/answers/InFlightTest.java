package org.bactrian.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While a question is being answered, those who ask the same wait for the one answer. */
@Timeout(60)
final class InFlightTest {
    private final Answers answers =
            new Answers(1 << 24, new FakeClock(), new MemoryReceipts(), Peers.NONE, TestClaim.NO_MEANINGS);
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(1_000, task -> {
        Thread thread = new Thread(task, "asker");
        started.add(thread);
        return thread;
    });

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private List<Future<Boolean>> ask(List<TestClaim> claims) {
        return claims.stream()
                .map(claim -> threads.submit(() -> answers.claim(claim)))
                .toList();
    }

    private Future<Boolean> ask(TestClaim claim) {
        return threads.submit(() -> answers.claim(claim));
    }

    /** Until this many threads wait for somebody else's answer. */
    private void awaitWaiting(int number) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> started.stream()
                                .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                                .count()
                        == number);
    }

    private static List<TestClaim> claims(int number) {
        List<TestClaim> claims = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            claims.add(TestClaim.of("q"));
        }
        return claims;
    }

    @Test
    void a_thousand_at_once_make_one_owner_and_the_others_get_its_answer() throws Exception {
        List<TestClaim> claims = claims(1_000);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        List<Future<Boolean>> ends = claims.stream()
                .map(claim -> threads.submit(() -> {
                    go.await();
                    return answerOnce(claim, asked, othersWait);
                }))
                .toList();

        go.countDown();
        awaitWaiting(999);
        othersWait.countDown();

        for (Future<Boolean> end : ends) {
            assertThat(end.get()).isNotNull();
        }
        assertThat(asked).hasValue(1);
        assertThat(claims).allSatisfy(claim -> assertThat(claim.answer()).isEqualTo(TestClaim.complete("42")));
        assertThat(claims)
                .filteredOn(claim -> claim.served() == Served.COALESCED)
                .hasSize(999);
    }

    /** Claims; the owner answers when all the others wait. */
    private boolean answerOnce(TestClaim claim, AtomicInteger asked, CountDownLatch othersWait)
            throws InterruptedException {
        boolean owner = answers.claim(claim);
        if (owner) {
            asked.incrementAndGet();
            othersWait.await();
            answers.release(claim.answers(TestClaim.complete("42")));
        }
        return owner;
    }

    @Test
    void a_leader_that_fails_alone_hands_over_to_exactly_one_waiter() throws Exception {
        TestClaim leader = TestClaim.of("q");
        assertThat(answers.claim(leader)).isTrue();
        List<TestClaim> waiters = claims(20);
        List<Future<Boolean>> ends = ask(waiters);
        awaitWaiting(20);

        answers.release(leader);
        Awaitility.await().until(() -> ends.stream().anyMatch(Future::isDone));
        awaitWaiting(19);

        assertThat(ends).filteredOn(Future::isDone).singleElement().satisfies(end -> assertThat(end.get())
                .isTrue());
        TestClaim next = waiters.get(doneOf(ends));
        answers.release(next.answers(TestClaim.complete("42")));
        for (Future<Boolean> end : ends) {
            assertThat(end.get()).isNotNull();
        }
        assertThat(waiters)
                .filteredOn(waiter -> waiter.served() == Served.COALESCED)
                .hasSize(19);
    }

    private static int doneOf(List<Future<Boolean>> ends) {
        int index = 0;
        while (!ends.get(index).isDone()) {
            index++;
        }
        return index;
    }

    @Test
    void a_failure_of_every_model_is_shared_and_not_repeated_by_each_waiter() {
        TestClaim leader = TestClaim.of("q");
        answers.claim(leader);
        List<Future<Boolean>> ends = ask(claims(20));
        awaitWaiting(20);
        LlmException failure = new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "No model answered", null);

        answers.release(leader.fails(failure));

        assertThat(ends).allSatisfy(end -> assertThatThrownBy(end::get)
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure));
    }

    @Test
    void after_a_shared_failure_the_next_to_ask_asks_a_model_again() {
        TestClaim leader = TestClaim.of("q");
        answers.claim(leader);
        answers.release(leader.fails(new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "No model", null)));

        assertThat(answers.claim(TestClaim.of("q"))).isTrue();
    }

    @Test
    void an_answer_that_was_cut_off_is_shared_with_those_who_waited_for_it() throws Exception {
        TestClaim leader = TestClaim.of("q");
        answers.claim(leader);
        TestClaim waiter = TestClaim.of("q");
        Future<Boolean> end = ask(waiter);
        awaitWaiting(1);

        answers.release(leader.answers(TestClaim.cutOff("4")));

        assertThat(end.get()).isFalse();
        assertThat(waiter.answer()).isEqualTo(TestClaim.cutOff("4"));
    }

    @Test
    void an_answer_that_was_cut_short_for_lack_of_money_is_its_own_callers_alone() throws Exception {
        TestClaim leader = TestClaim.of("q").key("k").poor();
        answers.claim(leader);
        TestClaim waiter = TestClaim.of("q");
        Future<Boolean> end = ask(waiter);
        awaitWaiting(1);

        answers.release(leader.answers(TestClaim.cutOff("4")));

        assertThat(end.get()).as("whether the waiter asks itself").isTrue();
        assertThat(answers.claim(TestClaim.of("q").key("k"))).isFalse();
    }

    @Test
    void a_waiter_stops_at_its_deadline() {
        answers.claim(TestClaim.of("q"));

        assertThatThrownBy(() -> answers.claim(TestClaim.of("q").within(Duration.ofMillis(30))))
                .isInstanceOfSatisfying(
                        LlmUnavailable.class, late -> assertThat(late.code()).isEqualTo("deadline_exceeded"));
    }

    @Test
    void a_waiter_whose_caller_left_stops() {
        answers.claim(TestClaim.of("q"));
        TestClaim waiter = TestClaim.of("q");
        Future<Boolean> end = ask(waiter);
        awaitWaiting(1);

        waiter.callerLeft().complete(null);

        assertThatThrownBy(end::get).cause().isInstanceOfSatisfying(LlmUnavailable.class, left -> assertThat(left)
                .hasMessageContaining("caller left"));
    }

    @Test
    void a_waiter_that_stops_does_not_end_the_wait_of_the_others() throws Exception {
        TestClaim leader = TestClaim.of("q");
        answers.claim(leader);
        Future<Boolean> patient = ask(TestClaim.of("q"));
        assertThatThrownBy(() -> answers.claim(TestClaim.of("q").within(Duration.ofMillis(10))))
                .isInstanceOf(LlmUnavailable.class);

        answers.release(leader.answers(TestClaim.complete("42")));

        assertThat(patient.get()).isFalse();
    }

    @Test
    void a_waiter_that_stops_gives_its_key_back() {
        answers.claim(TestClaim.of("q"));
        assertThatThrownBy(() -> answers.claim(TestClaim.of("q").key("k").within(Duration.ofMillis(10))))
                .isInstanceOf(LlmUnavailable.class);

        assertThat(answers.claim(TestClaim.of("another").key("k"))).isTrue();
    }

    @Test
    void two_requests_under_one_key_are_answered_once() throws Exception {
        TestClaim first = TestClaim.keyed("k", "request");
        answers.claim(first);
        TestClaim second = TestClaim.keyed("k", "request");
        Future<Boolean> end = ask(second);
        awaitWaiting(1);

        answers.release(first.answers(TestClaim.complete("42")));

        assertThat(end.get()).isFalse();
        assertThat(second.served()).isEqualTo(Served.REPLAY);
    }

    @Test
    void in_three_hundred_rounds_of_eight_threads_each_question_has_one_owner() throws Exception {
        rounds(round -> TestClaim.of("q" + round));
    }

    @Test
    void in_three_hundred_rounds_of_eight_threads_each_key_has_one_owner() throws Exception {
        rounds(round -> TestClaim.keyed("k" + round, "request"));
    }

    private void rounds(IntFunction<TestClaim> claims) throws Exception {
        AtomicInteger[] owners = new AtomicInteger[300];
        Arrays.setAll(owners, round -> new AtomicInteger());
        CyclicBarrier together = new CyclicBarrier(8);
        List<Callable<Boolean>> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            askers.add(() -> askInRounds(owners, together, claims));
        }

        for (Future<Boolean> asker : threads.invokeAll(askers, 60, TimeUnit.SECONDS)) {
            assertThat(asker.get()).isTrue();
        }
        assertThat(owners).allSatisfy(owner -> assertThat(owner).hasValue(1));
    }

    private boolean askInRounds(AtomicInteger[] owners, CyclicBarrier together, IntFunction<TestClaim> claims)
            throws Exception {
        boolean answered = true;
        for (int round = 0; round < owners.length; round++) {
            TestClaim claim = claims.apply(round);
            together.await(30, TimeUnit.SECONDS);
            if (answers.claim(claim)) {
                owners[round].incrementAndGet();
                answers.release(claim.answers(TestClaim.complete("42")));
            }
            answered &= claim.answer() != null;
        }
        return answered;
    }
}
