package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bactrian.resilience.Gate.Permit;
import org.junit.jupiter.api.Test;

/** Many threads at once: no bound is broken, nobody is forgotten, and nothing is left in the end. */
final class GateStressTest {
    private static final int THREADS = 48;
    private static final long GENEROUS_SECONDS = 60;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    private static int inParallel(int threads, Callable<Integer> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> parts = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                parts.add(pool.submit(work));
            }
            int sum = 0;
            for (Future<Integer> part : parts) {
                sum += part.get(GENEROUS_SECONDS, TimeUnit.SECONDS);
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }

    private int pass(Gate gate, Duration most, CompletableFuture<Void> left) {
        String tenant = "tenant-" + ThreadLocalRandom.current().nextInt(7);
        int tokens = ThreadLocalRandom.current().nextInt(100);
        try {
            Permit permit = gate.enter(tenant, tokens, most, left);
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            Pause.of(Duration.ofNanos(10_000));
            running.decrementAndGet();
            permit.close();
            return 1;
        } catch (GateBusyException e) {
            return 0;
        }
    }

    private static void isEmpty(Gate gate) {
        assertThat(gate.running()).isZero();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void never_do_more_run_than_may_and_everyone_gets_his_turn() throws Exception {
        Gate gate = new Gate(System::nanoTime);
        gate.limits(new GateLimits(5, null, null));

        int passed = inParallel(THREADS, () -> {
            int sum = 0;
            for (int call = 0; call < 500; call++) {
                sum += pass(gate, Callers.LONG, new CompletableFuture<>());
            }
            return sum;
        });

        assertThat(passed).isEqualTo(THREADS * 500);
        assertThat(mostRunning.get()).isBetween(2, 5);
        isEmpty(gate);
    }

    @Test
    void those_who_give_up_leave_and_forget_nothing() throws Exception {
        Gate gate = new Gate(System::nanoTime, Duration.ofMillis(2));
        gate.limits(new GateLimits(3, 40, 3_000));

        inParallel(THREADS, () -> {
            for (int call = 0; call < 300; call++) {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                CompletableFuture<Void> left = new CompletableFuture<>();
                if (random.nextBoolean()) {
                    left.completeOnTimeout(null, random.nextInt(2_000), TimeUnit.MICROSECONDS);
                }
                pass(gate, Duration.ofNanos(random.nextInt(3_000_000)), left);
                gate.told(new RateHint(random.nextInt(5), null, Duration.ofNanos(random.nextInt(1_000_000))));
            }
            return 0;
        });

        assertThat(mostRunning.get()).isLessThanOrEqualTo(3);
        isEmpty(gate);
    }

    @Test
    void those_who_wait_for_the_rate_wake_by_themselves_and_never_too_soon() throws Exception {
        Duration window = Duration.ofMillis(40);
        Gate gate = new Gate(System::nanoTime, window);
        gate.limits(new GateLimits(null, 4, null));
        long begun = System.nanoTime();

        int passed = inParallel(
                16,
                () -> pass(gate, Callers.LONG, new CompletableFuture<>())
                        + pass(gate, Callers.LONG, new CompletableFuture<>()));

        assertThat(passed).isEqualTo(32);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(window.multipliedBy(7));
        isEmpty(gate);
    }

    @Test
    void while_limits_change_nobody_is_forgotten() throws Exception {
        Gate gate = new Gate(System::nanoTime, Duration.ofMillis(5));

        int passed = inParallel(THREADS, () -> {
            int sum = 0;
            for (int call = 0; call < 100; call++) {
                int wide = ThreadLocalRandom.current().nextInt(1, 5);
                gate.limits(new GateLimits(wide, wide * 20, wide * 1_000));
                sum += pass(gate, Callers.LONG, new CompletableFuture<>());
            }
            return sum;
        });

        assertThat(passed).isEqualTo(THREADS * 100);
        isEmpty(gate);
    }
}
