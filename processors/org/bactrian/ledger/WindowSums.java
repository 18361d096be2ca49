package org.bactrian.ledger;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What entries and slices come to in each window, for the windows of one round: so many are held in memory, however large
 * the books are. Not thread-safe.
 */
final class WindowSums {
    /** Rows that are fetched at a time. */
    static final int FETCHED = 1_000;

    private final int round;
    private final int rounds;
    private final Map<Window, Sum> sums = new HashMap<>();

    private WindowSums(int round, int rounds) {
        this.round = round;
        this.rounds = rounds;
    }

    /** One window, USD. */
    record Sum(BigDecimal spent, BigDecimal held) {
        static final Sum NOTHING = new Sum(BigDecimal.ZERO, BigDecimal.ZERO);

        Sum plus(Sum other) {
            return new Sum(spent.add(other.spent), held.add(other.held));
        }
    }

    /** An entry as far as it is looked at. */
    private record Named(String scopes, BigDecimal amount) {}

    static WindowSums read(Handle handle, int round, int rounds) {
        WindowSums sums = new WindowSums(round, rounds);
        sums.addEntries(handle);
        sums.addSlices(handle);
        return sums;
    }

    boolean covers(Window window) {
        return Math.floorMod(window.hashCode(), rounds) == round;
    }

    /** The sums of a window, which is then done with. */
    Sum take(Window window) {
        Sum sum = sums.remove(window);
        return sum == null ? Sum.NOTHING : sum;
    }

    /** Windows that were not taken. */
    Map<Window, Sum> rest() {
        return sums;
    }

    private void addEntries(Handle handle) {
        handle.createQuery("select scopes, amount from entry")
                .setFetchSize(FETCHED)
                .map((row, context) -> new Named(row.getString("scopes"), row.getBigDecimal("amount")))
                .forEach(this::add);
    }

    /** Each line names a window, which counts the whole amount. */
    private void add(Named entry) {
        entry.scopes().lines().forEach(line -> add(window(line), new Sum(entry.amount(), BigDecimal.ZERO)));
    }

    private static Window window(String line) {
        int tab = line.lastIndexOf('\t');
        return tab < 0 ? new Window(line, "") : new Window(line.substring(0, tab), line.substring(tab + 1));
    }

    private void addSlices(Handle handle) {
        handle.createQuery("select scope, period, sum(amount) as amount from slice group by scope, period")
                .setFetchSize(FETCHED)
                .map((row, context) -> Map.entry(
                        new Window(row.getString("scope"), row.getString("period")), row.getBigDecimal("amount")))
                .forEach(slice -> add(slice.getKey(), new Sum(BigDecimal.ZERO, slice.getValue())));
    }

    private void add(Window window, Sum sum) {
        if (covers(window)) {
            sums.merge(window, sum, Sum::plus);
        }
    }
}
