package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The books of a service that is not running, or of one on a store that others may open too. */
final class KillBooks implements AutoCloseable {
    private static final String PASSED =
            """
            select scope || ' ' || period || ': spent ' || spent || ', held ' || held || ', cap ' || cap || ', overrun '
                || overrun from budget where spent + held > cap + overrun
            """;

    private static final String UNHELD =
            """
            select scope || ' ' || period || ': ' || held from budget b where held <>
                (select coalesce(sum(amount), 0) from slice s where s.scope = b.scope and s.period = b.period)
            """;

    private static final String NEGATIVE =
            "select scope || ' ' || period || ': ' || amount from slice where amount < 0";

    private static final String OVERRUNS = "select model || ': ' || amount from entry where kind = 'overrun'"
            + " and model not like '" + KillMix.GREEDY + "%' and model not like '" + KillMix.LIAR + "%'";

    private static final String LUMPS = "kind = 'uncertain' and model = ''";

    private final Connection connection;

    KillBooks(String url) throws SQLException {
        connection = DriverManager.getConnection(url, "sa", "");
    }

    /** All that must hold at any instant; returns how many budgets that was. */
    int check() throws SQLException {
        assertThat(texts(PASSED)).as("caps that were passed").isEmpty();
        assertThat(texts(UNHELD)).as("what is held and is in no slice").isEmpty();
        assertThat(texts(NEGATIVE)).as("slices below nothing").isEmpty();
        assertThat(texts(OVERRUNS))
                .as("overruns of models that keep to what they are asked for")
                .isEmpty();
        assertThat(entries()).as("entries by window").isEqualTo(spent());
        return number("select count(*) from budget").intValueExact();
    }

    private Map<String, BigDecimal> spent() throws SQLException {
        return numbers("select scope || '\t' || period, spent from budget where spent <> 0");
    }

    private Map<String, BigDecimal> entries() throws SQLException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement("select scopes, amount from entry");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                for (String window : row.getString(1).lines().toList()) {
                    sums.merge(window, row.getBigDecimal(2), BigDecimal::add);
                }
            }
        }
        sums.values().removeIf(sum -> sum.signum() == 0);
        sums.replaceAll((window, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    /** What is spent and held in all windows, USD, by scope. */
    Map<String, BigDecimal> taken() throws SQLException {
        return numbers("select scope, sum(spent + held) from budget group by scope");
    }

    /** What is held of all scopes, USD. */
    BigDecimal held() throws SQLException {
        return number("select sum(held) from budget");
    }

    /** What was booked for dead processes against a scope, USD. */
    BigDecimal lost(String scope) throws SQLException {
        return number("select sum(amount) from entry where " + LUMPS + " and scopes like '" + scope + "\t%'");
    }

    /** How many slices of it dead processes had. */
    int lumps(String scope) throws SQLException {
        return number("select count(*) from entry where " + LUMPS + " and scopes like '" + scope + "\t%'")
                .intValueExact();
    }

    /** What exchanges with models have cost, USD, by how they ended. */
    Map<String, BigDecimal> kinds() throws SQLException {
        return numbers("select kind, sum(amount) from entry where model <> '' group by kind");
    }

    private Map<String, BigDecimal> numbers(String query) throws SQLException {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                numbers.put(row.getString(1), row.getBigDecimal(2).stripTrailingZeros());
            }
        }
        return numbers;
    }

    private BigDecimal number(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            BigDecimal number = row.getBigDecimal(1);
            return number == null ? BigDecimal.ZERO : number;
        }
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
