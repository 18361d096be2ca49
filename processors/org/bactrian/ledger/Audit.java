package org.bactrian.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.ledger.Difference.What;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Adds the books up again: what each window has spent against its entries, what it holds against the slices of processes,
 * and both against its cap. All is read as it stood at one instant, while others go on writing.
 */
public final class Audit {
    /** Windows that are added up at a time; for more, the entries are read again. */
    private static final int TOGETHER = 200_000;

    private static final int MOST_TOLD = 1_000;

    private final Handle handle;
    private final List<Difference> differences = new ArrayList<>();
    private int found;

    private Audit(Handle handle) {
        this.handle = handle;
    }

    /**
     * What came of it.
     *
     * @param entries how many there are
     * @param windows how many there are
     * @param sumUsd of all entries
     * @param differences the first thousand
     * @param found how many differences there are
     */
    public record Result(long entries, long windows, BigDecimal sumUsd, List<Difference> differences, int found) {}

    /** A row of budget. */
    private record Row(
            Window window, BigDecimal spent, BigDecimal held, BigDecimal overrun, @Nullable BigDecimal cap) {}

    public static Result of(Store store) {
        return of(store, TOGETHER);
    }

    /** H2 shows all tables as of one instant at no lower level than this. */
    static Result of(Store store, int together) {
        return store.jdbi()
                .inTransaction(TransactionIsolationLevel.SERIALIZABLE, handle -> new Audit(handle).run(together));
    }

    private Result run(int together) {
        long windows = number("select count(*) from budget").longValueExact();
        int rounds = Math.toIntExact(windows / together + 1);
        for (int round = 0; round < rounds; round++) {
            compare(WindowSums.read(handle, round, rounds));
        }
        long entries = number("select count(*) from entry").longValueExact();
        BigDecimal sum = number("select coalesce(sum(amount), 0) from entry");
        return new Result(entries, windows, sum, List.copyOf(differences), found);
    }

    private BigDecimal number(String sql) {
        return handle.createQuery(sql).mapTo(BigDecimal.class).one();
    }

    private void compare(WindowSums sums) {
        handle.createQuery("select scope, period, spent, held, overrun, highest_cap from budget order by scope, period")
                .setFetchSize(WindowSums.FETCHED)
                .map((row, context) -> new Row(
                        new Window(row.getString("scope"), row.getString("period")),
                        row.getBigDecimal("spent"),
                        row.getBigDecimal("held"),
                        row.getBigDecimal("overrun"),
                        row.getBigDecimal("highest_cap")))
                .forEach(row -> {
                    if (sums.covers(row.window())) {
                        compare(row, sums.take(row.window()));
                    }
                });
        sums.rest().forEach((window, sum) -> {
            equal(window, What.SPENT, BigDecimal.ZERO, sum.spent());
            equal(window, What.HELD, BigDecimal.ZERO, sum.held());
        });
    }

    private void compare(Row row, WindowSums.Sum sum) {
        equal(row.window(), What.SPENT, row.spent(), sum.spent());
        equal(row.window(), What.HELD, row.held(), sum.held());
        BigDecimal taken = row.spent().add(row.held());
        if (row.cap() != null && taken.compareTo(row.cap().add(row.overrun())) > 0) {
            tell(row.window(), What.CAP, taken, row.cap().add(row.overrun()));
        }
    }

    private void equal(Window window, What what, BigDecimal says, BigDecimal sum) {
        if (says.compareTo(sum) != 0) {
            tell(window, what, says, sum);
        }
    }

    private void tell(Window window, What what, BigDecimal says, BigDecimal shouldBe) {
        found++;
        if (differences.size() < MOST_TOLD) {
            differences.add(new Difference(window.scope(), window.period(), what, says, shouldBe));
        }
    }
}
