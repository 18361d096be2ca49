package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Whatever happens to the processes that spend, the books of the store and of each process stay right. */
abstract class LedgerHistories {
    private static final int LONGEST = 60;
    private static final String[] SCOPES = {"deployment", "feature", "session", Till.DAILY};

    /** Every history is run by an object of its own; a store for each would take too long. */
    private static @Nullable Bank open;

    /** The URL of an empty store. */
    abstract String freshUrl();

    private Bank bank() throws SQLException {
        Bank bank = open == null ? new Bank(freshUrl()) : open;
        open = bank;
        return bank;
    }

    @AfterContainer
    static void close() throws SQLException {
        if (open != null) {
            open.close();
        }
        open = null;
    }

    @AddLifecycleHook(Tally.class)
    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_books_are_right_after_every_step(@ForAll("histories") List<Step> history) throws SQLException {
        Bank bank = bank();
        bank.reset();
        Auditor auditor = new Auditor(bank);
        for (Step step : history) {
            step.in(bank);
            auditor.check();
        }
        auditor.end();
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return steps().list().ofMinSize(1).ofMaxSize(LONGEST).withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Integer> till = Arbitraries.integers().between(0, 2);
        Arbitrary<Integer> call = Arbitraries.integers().between(0, 7);
        Arbitrary<BigDecimal> usd = numbers("0.01", "0.10", "0.25", "0.40", "0.70", "1.10", "0.0000000000005", "0");
        Arbitrary<BigDecimal> share = numbers("1", "0", "0.5", "0.333333333333333", "1", "0", "0.5", "1.3");
        Arbitrary<String> scope = Arbitraries.of(SCOPES);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        20,
                        Combinators.combine(till, scope.set().ofMaxSize(3), usd, Arbitraries.of(1, 90))
                                .as(Step.Reserve::new)),
                Tuple.of(4, Combinators.combine(till, call, usd).as(Step.Extend::new)),
                Tuple.of(14, Combinators.combine(till, call, share).as(Step.Settle::new)),
                Tuple.of(4, till.map(Step.Flush::new)),
                Tuple.of(3, till.map(Step.Tidy::new)),
                Tuple.of(3, till.map(Step.Bury::new)),
                Tuple.of(2, Arbitraries.create(Step.Join::new)),
                Tuple.of(1, till.map(Step.Kill::new)),
                Tuple.of(2, till.map(Step.Close::new)),
                Tuple.of(1, Arbitraries.create(Step.Restart::new)),
                Tuple.of(
                        2,
                        Combinators.combine(till, scope, numbers("1.50", "0.60", "1"))
                                .as(Step.Cap::new)),
                Tuple.of(3, Arbitraries.of(1, 5, 120, -180, 1_440).map(Step.Clock::new)),
                Tuple.of(3, Arbitraries.of(10, 1_000, 3_000).map(Step.Pass::new)));
    }

    private static Arbitrary<BigDecimal> numbers(String... numbers) {
        return Arbitraries.of(numbers).map(BigDecimal::new);
    }
}
