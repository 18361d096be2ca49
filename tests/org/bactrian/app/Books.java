package org.bactrian.app;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the store of an application that has ended. */
final class Books implements AutoCloseable {
    private final Connection connection;

    Books(Path folder) throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("data/bactrian"), "sa", "");
    }

    BigDecimal sum(String column, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(sum(" + column + "), 0) from " + table)) {
            row.next();
            return row.getBigDecimal(1);
        }
    }

    List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
