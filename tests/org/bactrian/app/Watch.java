package org.bactrian.app;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.bactrian.OwnThreads;

/** Looks all the time at what a store has spent and held together. */
final class Watch implements AutoCloseable {
    private static final String LOOK = "select spent + held from budget where kind = 'deployment'";

    private final AtomicLong looks = new AtomicLong();
    private final CompletableFuture<Void> watching;
    private volatile BigDecimal most = BigDecimal.ZERO;
    private volatile boolean ended;

    Watch(String url) {
        this.watching = CompletableFuture.runAsync(() -> watch(url), new OwnThreads());
    }

    private void watch(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement look = connection.prepareStatement(LOOK)) {
            while (!ended) {
                look(look);
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private void look(PreparedStatement look) throws SQLException {
        try (ResultSet row = look.executeQuery()) {
            if (row.next()) {
                most = most.max(row.getBigDecimal(1));
                looks.incrementAndGet();
            }
        }
    }

    /** USD. */
    BigDecimal most() {
        return most;
    }

    long looks() {
        return looks.get();
    }

    @Override
    public void close() {
        ended = true;
        watching.join();
    }
}
