package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No number of callers at once gets spent + held above a cap at any instant, and none is refused while there is room. */
final class LedgerRaceTest {
    private static final int THREADS = 200;
    private static final int EACH = 10_000;
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Purpose PURPOSE = new Purpose("inference", "triage", "sim", Money.PRICE);
    private static final int MOST_CENTS = 100;
    private static final BigDecimal ALMOST_ALL = new BigDecimal("0.95");

    private final Scope user = Money.scope("user", "triage/default/ada", "20000");
    private final Scope feature = Money.scope("feature", "triage", "15000");
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

    @TempDir
    Path folder;

    private Store store;
    private Ledger ledger;
    private Clerk clerk;
    private Books books;

    @BeforeEach
    void open() {
        String url = Store.fileUrl(folder);
        store = Store.open(url, "sa", "");
        ledger = new Ledger(store, Clock.systemUTC());
        clerk = new Clerk(ledger, Ledger.LEASE);
        books = new Books(url);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        clerk.close();
        store.close();
    }

    /** What one thread saw, USD. */
    private record Seen(BigDecimal paid, int refused) {}

    private Seen reserveAndSettle(long seed) {
        Random random = new Random(seed);
        BigDecimal paid = BigDecimal.ZERO;
        int refused = 0;
        for (int i = 0; i < EACH; i++) {
            BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(MOST_CENTS), 2);
            try {
                Hold hold = ledger.reserve(PURPOSE, List.of(feature, user), amount, LIFE);
                BigDecimal actual = amount.multiply(BigDecimal.valueOf(random.nextInt(11), 1));
                ledger.settle(hold, actual, Usage.NONE, Kind.SETTLED);
                paid = paid.add(actual);
            } catch (BudgetExceededException e) {
                refused++;
            }
        }
        return new Seen(paid, refused);
    }

    /** Looks at the store again and again; returns how often, or 0 if a cap was passed once. */
    private int watch(AtomicBoolean ended) throws SQLException {
        int looks = 0;
        while (!ended.get()) {
            looks++;
            if (books.sum("select count(*) from budget where spent + held > cap")
                            .signum()
                    != 0) {
                return 0;
            }
        }
        return looks;
    }

    @Test
    void two_hundred_threads_never_get_above_the_cap_and_use_it_up() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Future<Integer> looks = threads.submit(() -> watch(ended));
        List<Callable<Seen>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long seed = i;
            callers.add(() -> reserveAndSettle(seed));
        }

        BigDecimal paid = BigDecimal.ZERO;
        int refused = 0;
        for (Future<Seen> caller : threads.invokeAll(callers, 10, TimeUnit.MINUTES)) {
            paid = paid.add(caller.get().paid());
            refused += caller.get().refused();
        }
        ended.set(true);
        ledger.flush();

        assertThat(looks.get()).isPositive();
        assertThat(refused).isPositive();
        assertThat(paid).isBetween(feature.cap().multiply(ALMOST_ALL), feature.cap());
        for (Scope scope : List.of(user, feature)) {
            assertThat(books.spent(scope)).isEqualByComparingTo(paid);
            assertThat(books.sum("select sum(amount) from slice where scope = '" + scope.key() + "'"))
                    .isEqualByComparingTo(books.held(scope));
        }
        assertThat(books.entries("settled")).isEqualByComparingTo(paid);
        assertThat(ledger.ownFree().values())
                .allSatisfy(free -> assertThat(free).isNotNegative());
    }

    @Test
    void two_hundred_first_calls_of_a_window_make_one_row() throws Exception {
        for (int round = 0; round < 20; round++) {
            Scope fresh = Money.scope("user", "triage/default/" + round, "1000");
            List<Callable<Hold>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(() -> ledger.reserve(PURPOSE, List.of(fresh), new BigDecimal("5"), LIFE));
            }
            for (Future<Hold> caller : threads.invokeAll(callers, 60, TimeUnit.SECONDS)) {
                assertThat(caller.get()).isNotNull();
            }
            assertThat(books.held(fresh)).isEqualByComparingTo("1000");
        }
    }
}
