package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares the store, the memory of all processes and the model with each other, at one instant after another. */
final class Auditor {
    private final Bank bank;
    private final Map<Window, BigDecimal> taken = new HashMap<>();
    private final Map<Till, Instant> times = new HashMap<>();

    Auditor(Bank bank) {
        this.bank = bank;
    }

    void check() throws SQLException {
        Sheet sheet = bank.look();
        SortedSet<Window> windows = new TreeSet<>(sheet.budgets().keySet());
        for (Till till : bank.alive()) {
            windows.addAll(till.look().keySet());
            checkClock(till);
        }
        windows.addAll(sheet.entries().keySet());
        windows.forEach(window -> check(window, sheet));
        Tally.step(windows.size());
    }

    private void checkClock(Till till) {
        Instant now = till.ledger().now();
        assertThat(now)
                .as("a clock that was set back")
                .isAfterOrEqualTo(times.getOrDefault(till, bank.clock().instant()));
        times.put(till, now);
    }

    private void check(Window window, Sheet sheet) {
        Sheet.Budget budget = sheet.budget(window);
        assertThat(sheet.entries().getOrDefault(window, BigDecimal.ZERO))
                .as("entries of %s", window)
                .isEqualByComparingTo(budget.spent());
        assertThat(sheet.slices(window)).as("slices of %s", window).isEqualByComparingTo(budget.held());
        assertThat(budget.taken())
                .as("spent + held of %s", window)
                .isLessThanOrEqualTo(budget.cap().max(taken.getOrDefault(window, BigDecimal.ZERO)));
        taken.put(window, budget.taken());
        bank.alive().forEach(till -> checkMemory(till, window, sheet.slice(till.owner(), window)));
        checkSpent(window, sheet);
    }

    /** Of one process, whether others have taken it for dead or not. */
    private static void checkMemory(Till till, Window window, Sheet.Part slice) {
        Till.Inside inside = till.inside(window);
        assertThat(inside.free()).as("free of %s", window).isNotNegative();
        assertThat(inside.held()).as("held of %s in memory", window).isEqualByComparingTo(till.held(window));
        assertThat(inside.sum())
                .as("slice of %s in memory and in the store", window)
                .isEqualByComparingTo(slice.amount().add(slice.buried()));
    }

    /** To the last digit: what calls have cost, and beyond it only what was free in the slices of dead processes. */
    private void checkSpent(Window window, Sheet sheet) {
        BigDecimal known = sheet.budget(window).spent();
        BigDecimal paid = BigDecimal.ZERO;
        BigDecimal lost = BigDecimal.ZERO;
        for (Till till : bank.alive()) {
            Till.Inside inside = till.inside(window);
            paid = paid.add(till.booked(window));
            if (sheet.slice(till.owner(), window).buried().signum() == 0) {
                known = known.add(inside.unbooked());
            } else {
                paid = paid.add(inside.held());
                lost = lost.add(inside.free());
            }
        }
        for (Till till : bank.gone()) {
            known = known.add(sheet.slice(till.owner(), window).amount());
            paid = paid.add(till.booked(window)).add(till.held(window));
            lost = lost.add(till.inside(window).free());
        }
        assertThat(known).as("what %s has been spent of", window).isGreaterThanOrEqualTo(paid);
        assertThat(known)
                .as("spent of %s, of it %s lost to caution", window, lost)
                .isEqualByComparingTo(paid.add(lost));
    }

    /** When the last has ended and the dead are buried, nothing is held. */
    void end() throws SQLException {
        while (bank.alive().size() > 1) {
            bank.close(1);
            check();
        }
        bank.till(0).bury();
        check();
        bank.close(0);
        check();
        bank.till(0).bury();
        check();
        assertThat(bank.sheet().budgets().values())
                .allSatisfy(budget -> assertThat(budget.held()).isZero());
    }
}
