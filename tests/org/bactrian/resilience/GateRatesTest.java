package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bactrian.resilience.Gate.Permit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and tokens stay within what is configured and what the provider said; who surely waits in vain does not. */
final class GateRatesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Gate gate = new Gate(clock::get);
    private final Callers callers = new Callers(gate);

    @AfterEach
    void end() {
        callers.close();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private boolean passes(int tokens) {
        return refusal(tokens, Duration.ZERO) == null;
    }

    private GateBusyException refusal(int tokens, Duration most) {
        return catchThrowableOfType(
                GateBusyException.class, () -> gate.enter("acme", tokens, most, new CompletableFuture<>()));
    }

    private void perMinute(Integer requests, Integer tokens) {
        gate.limits(new GateLimits(null, requests, tokens));
    }

    private void told(Integer requests, Integer tokens, Duration reset) {
        gate.told(new RateHint(requests, tokens, reset));
    }

    @Test
    void in_no_minute_are_there_more_requests_than_allowed() {
        perMinute(2, null);
        assertThat(passes(1)).isTrue();
        pass(Duration.ofSeconds(40));
        assertThat(passes(1)).isTrue();
        assertThat(passes(1)).isFalse();

        pass(Duration.ofSeconds(20).minusNanos(1));
        assertThat(passes(1)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(passes(1)).isTrue();
        assertThat(passes(1)).isFalse();

        pass(Duration.ofSeconds(40));
        assertThat(passes(1)).isTrue();
        assertThat(passes(1)).isFalse();
    }

    @Test
    void in_no_minute_are_there_more_tokens_than_allowed() {
        perMinute(null, 100);
        assertThat(passes(60)).isTrue();
        assertThat(passes(41)).isFalse();
        assertThat(passes(40)).isTrue();
        assertThat(passes(1)).isFalse();

        pass(MINUTE);
        assertThat(passes(100)).isTrue();
    }

    @Test
    void a_call_of_unknown_size_counts_as_one_token() {
        perMinute(null, 2);

        assertThat(passes(0)).isTrue();
        assertThat(passes(-1_000)).isTrue();
        assertThat(passes(0)).isFalse();
    }

    @Test
    void a_call_that_is_larger_than_a_minute_allows_passes_alone() {
        perMinute(null, 100);
        passes(1);
        assertThat(passes(500)).isFalse();

        pass(MINUTE);
        assertThat(passes(500)).isTrue();
        assertThat(passes(1)).isFalse();
        pass(MINUTE);
        assertThat(passes(1)).isTrue();
    }

    @Test
    void who_would_surely_wait_in_vain_is_refused_at_once_and_told_when_to_come_back() {
        perMinute(1, null);
        passes(1);
        pass(Duration.ofSeconds(20));

        assertThat(refusal(1, Duration.ofSeconds(39)).retryAfter()).isEqualTo(Duration.ofSeconds(40));
        pass(Duration.ofMillis(39_900));
        assertThat(refusal(1, Duration.ofMillis(99)).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void who_is_refused_is_told_to_come_back_after_those_who_wait() {
        perMinute(2, null);
        passes(1);
        pass(Duration.ofSeconds(30));
        passes(1);
        callers.waiting("acme", 1);

        assertThat(refusal(1, Duration.ZERO).retryAfter()).isEqualTo(MINUTE);
    }

    @Test
    void the_strictest_limit_decides() {
        perMinute(1, 10);
        told(0, null, Duration.ofDays(1));

        assertThat(refusal(1, Duration.ofSeconds(59)).retryAfter()).isEqualTo(MINUTE);
    }

    @Test
    void nobody_is_told_to_come_back_later_than_in_a_minute() throws GateBusyException {
        Gate slow = new Gate(clock::get, Duration.ofHours(1));
        slow.limits(new GateLimits(null, 1, null));
        CompletableFuture<Void> left = new CompletableFuture<>();
        slow.enter("acme", 1, MINUTE, left);

        assertThat(catchThrowableOfType(GateBusyException.class, () -> slow.enter("acme", 1, MINUTE, left))
                        .retryAfter())
                .isEqualTo(MINUTE);
    }

    @Test
    void a_call_that_waits_for_tokens_and_gives_up_lets_a_smaller_one_pass() {
        perMinute(null, 100);
        passes(60);
        CompletableFuture<Void> left = new CompletableFuture<>();
        Future<Permit> large = callers.waiting("big", 80, Callers.LONG, left);
        Future<Permit> small = callers.waiting("small", 30);
        assertThat(small).isNotDone();

        left.complete(null);

        assertThat(small).succeedsWithin(SOON);
        assertThat(large).failsWithin(SOON);
    }

    @Test
    void more_requests_a_minute_let_those_pass_who_wait() {
        perMinute(1, null);
        passes(1);
        Future<Permit> waiter = callers.waiting("acme", 1);

        perMinute(2, null);

        assertThat(waiter).succeedsWithin(SOON);
    }

    @Test
    void limits_that_come_later_count_what_was_sent_before() {
        passes(1);
        passes(1);
        perMinute(2, null);

        assertThat(passes(1)).isFalse();
    }

    @Test
    void what_the_provider_says_closes_the_gate_and_its_reset_opens_it() {
        told(2, null, Duration.ofSeconds(5));
        assertThat(passes(1)).isTrue();
        assertThat(passes(1)).isTrue();
        assertThat(refusal(1, Duration.ofSeconds(4)).retryAfter()).isEqualTo(Duration.ofSeconds(5));

        pass(Duration.ofSeconds(5));
        for (int call = 0; call < 100; call++) {
            assertThat(passes(1)).isTrue();
        }
    }

    @Test
    void what_the_provider_says_of_tokens_counts_too() {
        told(null, 100, Duration.ofSeconds(5));
        assertThat(passes(101)).isFalse();
        assertThat(passes(99)).isTrue();
        assertThat(passes(0)).isTrue();
        assertThat(passes(0)).isFalse();
    }

    @Test
    void a_newer_word_of_the_provider_replaces_the_older() {
        told(0, 0, Duration.ofSeconds(50));
        Future<Permit> waiter = callers.waiting("acme", 1);

        told(2, null, Duration.ofSeconds(50));

        assertThat(waiter).succeedsWithin(SOON);
        assertThat(passes(1_000)).isTrue();
        assertThat(passes(1)).isFalse();
    }

    @Test
    void the_provider_cannot_close_the_gate_for_longer_than_a_minute() {
        told(0, null, Duration.ofSeconds(Long.MAX_VALUE));
        pass(MINUTE.minusNanos(1));
        assertThat(passes(1)).isFalse();

        pass(Duration.ofNanos(1));
        assertThat(passes(1)).isTrue();
    }

    @Test
    void a_reset_that_is_past_closes_nothing() {
        told(0, 0, Duration.ofSeconds(-5));
        assertThat(passes(1)).isTrue();

        told(0, 0, Duration.ofSeconds(Long.MIN_VALUE));
        assertThat(passes(1)).isTrue();
    }

    @Test
    void the_provider_cannot_widen_what_is_configured() {
        perMinute(1, null);
        told(1_000, 1_000_000, MINUTE);

        assertThat(passes(1)).isTrue();
        assertThat(passes(1)).isFalse();
    }

    @Test
    void who_waits_for_a_place_and_then_for_the_rate_passes_when_both_are_free() throws Exception {
        gate.limits(new GateLimits(1, null, null));
        Permit running = gate.enter("acme", 1, Duration.ZERO, new CompletableFuture<>());
        Future<Permit> waiter = callers.waiting("acme", 1);
        told(0, null, Duration.ofSeconds(5));

        running.close();
        assertThat(gate.waiting()).isEqualTo(1);
        assertThat(gate.running()).isZero();

        pass(Duration.ofSeconds(5));
        gate.limits(GateLimits.NONE);
        assertThat(waiter).succeedsWithin(SOON);
    }
}
