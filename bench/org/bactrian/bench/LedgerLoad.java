package org.bactrian.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.bactrian.feature.Budget;
import org.bactrian.ledger.BudgetExceededException;
import org.bactrian.ledger.Hold;
import org.bactrian.ledger.Ledger;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.ledger.Purpose;
import org.bactrian.ledger.Scopes;
import org.bactrian.provider.Price;
import org.bactrian.provider.Usage;

/** Calls a ledger from several threads, each of which calls again as soon as it can. */
final class LedgerLoad {
    private static final String FEATURE = "triage";
    private static final String TENANT = "acme";
    private static final String TIER = "standard";

    /** No cap is ever reached. */
    private static final BigDecimal CAP = BigDecimal.valueOf(1_000_000_000);

    private static final Budget BUDGET =
            new Budget(Map.of(TIER, CAP), CAP, CAP, Map.of(), null, new BigDecimal("0.8"), false);
    private static final Scopes.Shared SHARED = new Scopes.Shared(CAP, CAP);
    private static final Price PRICE =
            new Price(LocalDate.EPOCH, new BigDecimal("0.10"), new BigDecimal("0.40"), new BigDecimal("0.05"));
    private static final Usage USED = new Usage(300, 0, 60);
    private static final int MOST_TOKENS = 500;
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int DIGITS = 3;

    private final Ledger ledger;
    private final LedgerMix mix;
    private final int threads;
    private final AtomicLong serial = new AtomicLong();

    LedgerLoad(Ledger ledger, LedgerMix mix, int threads) {
        this.ledger = ledger;
        this.mix = mix;
        this.threads = threads;
    }

    /** What one run showed; latencies in nanoseconds. */
    record Result(Histogram nanos, double seconds) {
        private static final double MICRO = 1_000;

        long calls() {
            return nanos.getTotalCount();
        }

        private double micros(double percent) {
            return nanos.getValueAtPercentile(percent) / MICRO;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%9.0f/s  p50 %8.1f us  p90 %8.1f us  p99 %8.1f us  max %9.1f us",
                    calls() / seconds,
                    micros(50),
                    micros(90),
                    micros(99),
                    micros(100));
        }
    }

    Result run(int seconds) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long began = System.nanoTime();
            List<Callable<Histogram>> callers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                callers.add(() -> callUntil(began + Duration.ofSeconds(seconds).toNanos()));
            }
            Histogram all = new Histogram(DIGITS);
            for (Future<Histogram> caller : pool.invokeAll(callers)) {
                all.add(caller.get());
            }
            return new Result(all, (System.nanoTime() - began) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Histogram callUntil(long end) throws BudgetExceededException {
        Histogram nanos = new Histogram(DIGITS);
        for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
            call(mix.user(serial.incrementAndGet()));
            nanos.recordValue(System.nanoTime() - began);
        }
        return nanos;
    }

    /** Finds out which caps hold, sets the worst case aside, and settles at once to what was used. */
    private void call(String user) throws BudgetExceededException {
        Scopes.Caller caller = new Scopes.Caller(FEATURE, TENANT, user, TIER, "session");
        Purpose purpose = new Purpose("00000000-0000-0000-0000-000000000000", FEATURE, "mock", PRICE);
        Hold hold = ledger.reserve(
                purpose,
                Scopes.of(BUDGET, SHARED, caller, ledger.now()),
                PRICE.atMost(USED.input(), MOST_TOKENS),
                TIME);
        ledger.settle(hold, PRICE.of(USED), USED, Kind.SETTLED);
    }
}
