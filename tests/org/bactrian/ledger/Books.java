package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into a store through a connection of its own. */
final class Books {
    private final String url;

    Books(String url) {
        this.url = url;
    }

    BigDecimal spent(Scope scope) throws SQLException {
        return sum("select sum(spent) from budget where scope = '" + scope.key() + "'");
    }

    BigDecimal held(Scope scope) throws SQLException {
        return sum("select sum(held) from budget where scope = '" + scope.key() + "'");
    }

    /** Sum of all entries of a kind: of all kinds for {@code %}. */
    BigDecimal entries(String kind) throws SQLException {
        return sum("select sum(amount) from entry where kind like '" + kind + "'");
    }

    int count(String table) throws SQLException {
        return sum("select count(*) from " + table).intValueExact();
    }

    List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    /** One number; zero for none. */
    BigDecimal sum(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            BigDecimal number = row.getBigDecimal(1);
            return number == null ? BigDecimal.ZERO : number;
        }
    }
}
