package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No number of callers at once gets spent + held above a cap at any instant. */
final class LedgerRaceTest {
    private static final int THREADS = 16;
    private static final int EACH = 200;
    private static final BigDecimal CAP = new BigDecimal("100");

    private final String url = Store.memoryUrl("race-" + UUID.randomUUID()) + ";LOCK_TIMEOUT=10000";
    private final Store store = Store.open(url, "sa", "");
    private final Ledger ledger = new Ledger(store, Clock.systemUTC());
    private final Books books = new Books(url);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    private final Scope user = new Scope("user", "triage/default/ada", "2026-11-24", CAP, Instant.MAX);
    private final Scope feature = new Scope("feature", "triage", "2026-11", new BigDecimal("80"), Instant.MAX);

    @AfterEach
    void close() {
        threads.shutdownNow();
        store.close();
    }

    /** What one thread saw. */
    private record Seen(BigDecimal paid, BigDecimal kept, int refused) {}

    private Seen reserveAndSettle(long seed) {
        Random random = new Random(seed);
        BigDecimal paid = BigDecimal.ZERO;
        BigDecimal kept = BigDecimal.ZERO;
        int refused = 0;
        for (int i = 0; i < EACH; i++) {
            BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(100), 2);
            try {
                Hold hold = ledger.reserve(
                        "inference", "triage", "sim", List.of(feature, user), amount, Duration.ofMinutes(5));
                if (random.nextInt(20) == 0) {
                    kept = kept.add(amount);
                } else {
                    BigDecimal actual = amount.multiply(BigDecimal.valueOf(random.nextInt(11), 1));
                    ledger.settle(hold, actual, Usage.NONE, Kind.SETTLED);
                    paid = paid.add(actual);
                }
            } catch (BudgetExceededException e) {
                refused++;
            }
        }
        return new Seen(paid, kept, refused);
    }

    /** Whether spent + held was at or under the cap every time it was looked at. */
    private boolean watch(AtomicBoolean ended) throws SQLException {
        boolean under = true;
        while (!ended.get()) {
            under &= books.sum("select max(spent + held) from budget where scope like 'user:%'")
                            .compareTo(CAP)
                    <= 0;
        }
        return under;
    }

    @Test
    void sixteen_threads_never_get_above_the_cap_and_the_books_say_what_they_paid() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Future<Boolean> alwaysUnder = threads.submit(() -> watch(ended));
        List<Callable<Seen>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long seed = i;
            callers.add(() -> reserveAndSettle(seed));
        }

        BigDecimal paid = BigDecimal.ZERO;
        BigDecimal kept = BigDecimal.ZERO;
        int refused = 0;
        for (Future<Seen> caller : threads.invokeAll(callers, 60, TimeUnit.SECONDS)) {
            paid = paid.add(caller.get().paid());
            kept = kept.add(caller.get().kept());
            refused += caller.get().refused();
        }
        ended.set(true);

        assertThat(alwaysUnder.get()).isTrue();
        assertThat(refused).isPositive();
        for (Scope scope : List.of(user, feature)) {
            assertThat(books.spent(scope)).isEqualByComparingTo(paid);
            assertThat(books.held(scope)).isEqualByComparingTo(kept);
            assertThat(paid.add(kept)).isLessThanOrEqualTo(scope.cap());
        }
        assertThat(books.entries("settled")).isEqualByComparingTo(paid);
        assertThat(books.sum("select sum(amount) from hold")).isEqualByComparingTo(kept);
    }

    @Test
    void sixteen_first_calls_of_a_window_make_one_row() throws Exception {
        for (int round = 0; round < 100; round++) {
            Scope fresh = new Scope("user", "triage/default/" + round, "2026-11-24", BigDecimal.TEN, Instant.MAX);
            List<Callable<Hold>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(() -> ledger.reserve(
                        "inference", "triage", "sim", List.of(fresh), new BigDecimal("0.5"), Duration.ofMinutes(5)));
            }
            for (Future<Hold> caller : threads.invokeAll(callers, 60, TimeUnit.SECONDS)) {
                assertThat(caller.get()).isNotNull();
            }
            assertThat(books.held(fresh)).isEqualByComparingTo("8");
        }
    }
}
