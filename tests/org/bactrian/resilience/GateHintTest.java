package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bactrian.resilience.Gate.Permit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another process's word that a provider takes no more makes one call go at a time, and never stops all. */
final class GateHintTest {
    private static final Duration HINT = Duration.ofSeconds(10);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Gate gate = new Gate(clock::get);
    private final Callers callers = new Callers(gate);

    @AfterEach
    void end() {
        callers.close();
    }

    private static boolean isIn(Future<Permit> call) {
        await().until(call::isDone);
        return call.isDone();
    }

    @Test
    void one_goes_at_a_time() throws Exception {
        gate.hinted(HINT);
        Future<Permit> first = callers.call("acme", 1);
        assertThat(isIn(first)).isTrue();
        Future<Permit> second = callers.waiting("acme", 1);
        Future<Permit> third = callers.waiting("acme", 1);

        first.get().close();

        assertThat(isIn(second)).isTrue();
        assertThat(third).isNotDone();
    }

    @Test
    void nobody_is_refused_because_of_it() {
        gate.hinted(HINT);
        assertThat(isIn(callers.call("acme", 1))).isTrue();

        Future<Permit> second = callers.waiting("acme", 1, Duration.ofSeconds(1), new CompletableFuture<>());

        assertThat(second).isNotDone();
    }

    @Test
    void all_go_when_it_is_over() {
        gate.hinted(HINT);
        assertThat(isIn(callers.call("acme", 1))).isTrue();
        Future<Permit> second = callers.waiting("acme", 1);

        gate.hinted(Duration.ZERO);

        assertThat(isIn(second)).isTrue();
    }

    @Test
    void all_go_when_its_time_is_up() {
        gate.hinted(HINT);
        assertThat(isIn(callers.call("acme", 1))).isTrue();

        clock.addAndGet(HINT.toNanos());

        assertThat(isIn(callers.call("acme", 1))).isTrue();
    }

    @Test
    void who_waits_looks_again_when_its_time_is_up() {
        Gate real = new Gate(System::nanoTime);
        try (Callers waiting = new Callers(real)) {
            real.hinted(Duration.ofMillis(300));
            assertThat(isIn(waiting.call("acme", 1))).isTrue();

            assertThat(isIn(waiting.call("acme", 1))).isTrue();
        }
    }

    @Test
    void what_the_provider_tells_ourselves_counts_more() {
        gate.hinted(HINT);
        assertThat(isIn(callers.call("acme", 1))).isTrue();
        Future<Permit> second = callers.waiting("acme", 1);

        gate.told(new RateHint(100, null, HINT));

        assertThat(isIn(second)).isTrue();
    }
}
