package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL of the tests: the server that {@code -Dpostgres.url} names, else one that is started here at the first
 * call. Each caller gets a database of its own. Thread-safe.
 */
public final class Postgres {
    private static final String NAMED = System.getProperty("postgres.url", "");
    private static final Queue<String> MADE = new ConcurrentLinkedQueue<>();

    private static @Nullable String server;
    private static @Nullable String failure;

    private Postgres() {}

    /** The URL, with user and password, of an empty database. */
    public static String freshUrl() {
        String name = freshName();
        execute("create database " + name);
        MADE.add(name);
        return url().replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    /** A name nothing has on the server. */
    public static String freshName() {
        return "bactrian_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Runs a statement as the one who may do everything. */
    public static void execute(String sql) {
        execute(url(), sql);
    }

    /** Runs a statement in one database. */
    public static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The first number a query gives, zero for none. */
    public static BigDecimal number(String url, String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            BigDecimal number = row.next() ? row.getBigDecimal(1) : null;
            return number == null ? BigDecimal.ZERO : number;
        } catch (SQLException e) {
            throw new IllegalStateException(query + ": " + e.getMessage(), e);
        }
    }

    /** A parameter's value in a URL. */
    public static String parameter(String url, String name) {
        return url.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
    }

    /** Host and port of a URL. */
    public static String address(String url) {
        return url.replaceFirst("^jdbc:postgresql://([^/]+)/.*", "$1");
    }

    private static synchronized String url() {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        if (server == null) {
            server = NAMED.isBlank() ? started() : named();
        }
        return server;
    }

    private static String named() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> MADE.forEach(Postgres::drop), "drop-databases"));
        return NAMED;
    }

    private static void drop(String name) {
        execute("drop database if exists " + name + " with (force)");
    }

    private static String started() {
        try {
            return PostgresServer.start();
        } catch (Exception e) {
            failure = "The tests need PostgreSQL and cannot start one here (" + e.getMessage()
                    + "): give them a server with -Dpostgres.url=jdbc:postgresql://HOST/DATABASE?user=..&password=..";
            throw new IllegalStateException(failure, e);
        }
    }
}
