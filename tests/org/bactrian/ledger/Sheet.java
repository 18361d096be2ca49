package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store says at one instant, read without any of our classes.
 *
 * @param budgets by window
 * @param entries sum of those that name a window, USD
 * @param slices by owner, then by window
 * @param latest when the last entry was booked
 */
record Sheet(
        Map<Window, Budget> budgets,
        Map<Window, BigDecimal> entries,
        Map<String, Map<Window, Part>> slices,
        Instant latest) {
    private static final Budget NO_BUDGET =
            new Budget(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, null);
    private static final Part NO_PART = new Part(BigDecimal.ZERO, BigDecimal.ZERO);
    static final Sheet EMPTY = new Sheet(Map.of(), Map.of(), Map.of(), Instant.EPOCH);

    /** A row of the table of that name, USD. */
    record Budget(
            BigDecimal spent, BigDecimal held, BigDecimal overrun, BigDecimal cap, @Nullable BigDecimal closedCap) {
        /** What counts against the cap. */
        BigDecimal taken() {
            return spent.add(held).subtract(overrun);
        }

        boolean isClosedAt(BigDecimal usd) {
            return closedCap != null && closedCap.compareTo(usd) == 0;
        }
    }

    /** A row of the table slice, USD. */
    record Part(BigDecimal amount, BigDecimal buried) {}

    static Sheet read(Connection connection) throws SQLException {
        Map<Window, Budget> budgets = new TreeMap<>();
        Map<Window, BigDecimal> entries = new TreeMap<>();
        Map<String, Map<Window, Part>> slices = new TreeMap<>();
        Instant latest = Instant.EPOCH;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select * from budget")) {
                while (row.next()) {
                    budgets.put(window(row), budget(row));
                }
            }
            try (ResultSet row = statement.executeQuery("select scopes, amount, booked_at from entry")) {
                while (row.next()) {
                    add(entries, row.getString("scopes"), row.getBigDecimal("amount"));
                    Instant at =
                            row.getObject("booked_at", OffsetDateTime.class).toInstant();
                    latest = at.isAfter(latest) ? at : latest;
                }
            }
            try (ResultSet row = statement.executeQuery("select * from slice")) {
                while (row.next()) {
                    slices.computeIfAbsent(row.getString("owner"), owner -> new TreeMap<>())
                            .put(window(row), new Part(row.getBigDecimal("amount"), row.getBigDecimal("buried")));
                }
            }
        }
        return new Sheet(budgets, entries, slices, latest);
    }

    private static Window window(ResultSet row) throws SQLException {
        return new Window(row.getString("scope"), row.getString("period"));
    }

    private static Budget budget(ResultSet row) throws SQLException {
        return new Budget(
                row.getBigDecimal("spent"),
                row.getBigDecimal("held"),
                row.getBigDecimal("overrun"),
                row.getBigDecimal("cap"),
                row.getBigDecimal("closed_cap"));
    }

    private static void add(Map<Window, BigDecimal> entries, String scopes, BigDecimal amount) {
        for (String line : scopes.lines().toList()) {
            String[] window = line.split("\t", -1);
            entries.merge(new Window(window[0], window[1]), amount, BigDecimal::add);
        }
    }

    Budget budget(Window window) {
        return budgets.getOrDefault(window, NO_BUDGET);
    }

    Part slice(String owner, Window window) {
        return slices.getOrDefault(owner, Map.of()).getOrDefault(window, NO_PART);
    }

    /** Sum of the slices of a window, USD. */
    BigDecimal slices(Window window) {
        return slices.values().stream()
                .map(parts -> parts.getOrDefault(window, NO_PART).amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
