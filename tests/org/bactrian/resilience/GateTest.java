package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.bactrian.resilience.Gate.Permit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** So many calls run at a time; the others wait in a fair line, and who gives up leaves nothing behind. */
final class GateTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Gate gate = new Gate(System::nanoTime);
    private final Callers callers = new Callers(gate);

    @AfterEach
    void end() {
        callers.close();
    }

    private Permit enter(Duration most) throws GateBusyException {
        return gate.enter("acme", 10, most, new CompletableFuture<>());
    }

    private void atMost(Integer concurrent) {
        gate.limits(new GateLimits(concurrent, null, null));
    }

    private static Permit granted(Future<Permit> call) {
        return assertThat(call).succeedsWithin(SOON).actual();
    }

    private static void refused(Future<Permit> call) {
        assertThat(call).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(GateBusyException.class);
    }

    @Test
    void without_limits_everyone_passes_at_once() throws GateBusyException {
        List<Permit> permits = new ArrayList<>();
        for (int call = 0; call < 1_000; call++) {
            permits.add(enter(Duration.ZERO));
        }

        assertThat(gate.running()).isEqualTo(1_000);
        permits.forEach(Permit::close);
        assertThat(gate.running()).isZero();
    }

    @Test
    void one_more_than_may_run_waits_until_one_has_ended() throws GateBusyException {
        atMost(2);
        Permit first = enter(Duration.ZERO);
        enter(Duration.ZERO);

        Future<Permit> third = callers.waiting("acme", 10);
        assertThat(third).isNotDone();
        first.close();

        granted(third);
        assertThat(gate.running()).isEqualTo(2);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void a_permit_that_is_closed_twice_makes_room_once() throws GateBusyException {
        atMost(2);
        Permit first = enter(Duration.ZERO);
        enter(Duration.ZERO);

        first.close();
        first.close();

        assertThat(gate.running()).isEqualTo(1);
    }

    @Test
    void a_tenant_that_waits_with_many_calls_delays_anothers_first_by_one_turn() throws GateBusyException {
        atMost(1);
        Permit running = enter(Duration.ZERO);
        List<Future<Permit>> big = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            big.add(callers.waiting("big", 10));
        }
        Future<Permit> small = callers.waiting("small", 10);
        Future<Permit> other = callers.waiting("other", 10);

        running.close();
        for (Future<Permit> next : List.of(big.get(0), small, other, big.get(1), big.get(2))) {
            granted(next).close();
        }
        big.subList(3, big.size()).forEach(call -> granted(call).close());
    }

    @Test
    void calls_of_one_tenant_keep_their_order() throws GateBusyException {
        atMost(1);
        Permit running = enter(Duration.ZERO);
        List<Future<Permit>> line = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            line.add(callers.waiting("acme", 10));
        }

        running.close();
        for (int call = 0; call < line.size(); call++) {
            Permit permit = granted(line.get(call));
            assertThat(line.subList(call + 1, line.size())).noneMatch(Future::isDone);
            permit.close();
        }
    }

    @Test
    void who_comes_later_does_not_pass_those_who_wait() throws GateBusyException {
        atMost(1);
        enter(Duration.ZERO);
        callers.waiting("acme", 10);

        assertThatExceptionOfType(GateBusyException.class).isThrownBy(() -> enter(Duration.ZERO));
    }

    @Test
    void a_line_of_five_hundred_of_one_tenant_is_full_for_it_alone() throws GateBusyException {
        atMost(1);
        enter(Duration.ZERO);
        for (int call = 0; call < 500; call++) {
            callers.call("big", 10);
        }
        await().until(() -> gate.waiting() == 500);

        refused(callers.call("big", 10));
        callers.waiting("small", 10);
        assertThat(gate.waiting()).isEqualTo(501);
    }

    @Test
    void who_has_waited_as_long_as_he_would_is_refused() throws GateBusyException {
        atMost(1);
        Permit running = enter(Duration.ZERO);

        refused(callers.call("acme", 10, Duration.ofMillis(30), new CompletableFuture<>()));

        assertThat(gate.waiting()).isZero();
        running.close();
        assertThat(gate.running()).isZero();
    }

    @Test
    void no_time_to_wait_is_no_waiting() throws GateBusyException {
        atMost(1);
        enter(Duration.ZERO);

        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatExceptionOfType(GateBusyException.class).isThrownBy(() -> enter(none));
        }
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void a_caller_who_leaves_while_he_waits_gives_his_place_to_the_next() throws GateBusyException {
        atMost(1);
        Permit running = enter(Duration.ZERO);
        CompletableFuture<Void> left = new CompletableFuture<>();
        Future<Permit> leaver = callers.waiting("acme", 10, Callers.LONG, left);
        Future<Permit> next = callers.waiting("acme", 10);

        left.complete(null);
        refused(leaver);
        assertThat(gate.waiting()).isEqualTo(1);

        running.close();
        granted(next).close();
        assertThat(gate.running()).isZero();
    }

    @Test
    void however_the_caller_left_he_does_not_wait() throws GateBusyException {
        atMost(1);
        enter(Duration.ZERO);
        CompletableFuture<Void> failed = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Future<Permit> one = callers.waiting("acme", 10, Callers.LONG, failed);
        Future<Permit> other = callers.waiting("acme", 10, Callers.LONG, cancelled);

        failed.completeExceptionally(new CompletionException(new IllegalStateException()));
        cancelled.cancel(true);

        refused(one);
        refused(other);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void a_caller_who_has_left_is_not_let_in_at_all() {
        CompletableFuture<Void> left = CompletableFuture.completedFuture(null);

        assertThatExceptionOfType(GateBusyException.class).isThrownBy(() -> gate.enter("acme", 10, Callers.LONG, left));
        assertThat(gate.running()).isZero();
    }

    @Test
    void an_interrupt_ends_the_waiting() throws GateBusyException {
        atMost(1);
        enter(Duration.ZERO);
        Future<Permit> waiter = callers.waiting("acme", 10);

        callers.close();

        refused(waiter);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void waiting_leaves_no_trace_with_the_caller() throws GateBusyException {
        atMost(1);
        Permit running = enter(Duration.ZERO);
        CompletableFuture<Void> left = new CompletableFuture<>();
        refused(callers.call("acme", 10, Duration.ofMillis(5), left));
        Future<Permit> waiter = callers.waiting("acme", 10, Callers.LONG, left);
        running.close();
        granted(waiter);

        assertThat(left.getNumberOfDependents()).isZero();
    }

    @Test
    void more_room_is_taken_at_once_by_as_many_as_it_is_for() throws GateBusyException {
        atMost(1);
        enter(Duration.ZERO);
        List<Future<Permit>> line = new ArrayList<>();
        for (int call = 0; call < 5; call++) {
            line.add(callers.waiting("acme", 10));
        }

        atMost(4);
        line.subList(0, 3).forEach(GateTest::granted);
        assertThat(gate.running()).isEqualTo(4);
        assertThat(gate.waiting()).isEqualTo(2);

        atMost(null);
        line.forEach(GateTest::granted);
    }

    @Test
    void less_room_ends_no_call_but_lets_none_in() throws GateBusyException {
        Permit first = enter(Duration.ZERO);
        Permit second = enter(Duration.ZERO);
        atMost(1);

        first.close();
        assertThatExceptionOfType(GateBusyException.class).isThrownBy(() -> enter(Duration.ZERO));

        second.close();
        enter(Duration.ZERO);
        assertThat(gate.running()).isEqualTo(1);
    }

    @Test
    void who_is_refused_for_want_of_a_place_may_ask_again_in_a_second() throws GateBusyException {
        atMost(1);
        enter(Duration.ZERO);

        assertThatExceptionOfType(GateBusyException.class)
                .isThrownBy(() -> enter(Duration.ZERO))
                .satisfies(busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    }
}
