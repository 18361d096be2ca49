package org.bactrian.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One store and the processes that spend from it, all run by one thread, and all times told by the test. */
final class Bank implements AutoCloseable {
    /** Later than the store's own clock, which is told by nobody. */
    private static final Instant START = Instant.parse("2101-03-31T22:00:00Z");

    private static final List<String> TABLES =
            List.of("entry", "slice", "owner", "budget", "alert", "latest", "calibration");
    private static final int MOST = 3;

    private final String url;
    private final Connection connection;
    private final SettableClock clock = new SettableClock(START);
    private final List<Till> alive = new ArrayList<>();
    private final List<Till> gone = new ArrayList<>();
    private Store store;
    private Sheet sheet = Sheet.EMPTY;
    private long nanos;

    Bank(String url) throws SQLException {
        this.url = url;
        this.store = Store.open(url, "sa", "");
        this.connection = DriverManager.getConnection(url, "sa", "");
    }

    /** Begins again with an empty store and one process. */
    void reset() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("delete from " + table);
            }
        }
        clock.set(START);
        alive.clear();
        gone.clear();
        look();
        join();
    }

    Till till(int number) {
        return alive.get(number % alive.size());
    }

    void join() {
        if (alive.size() < MOST) {
            alive.add(new Till(this));
        }
    }

    void kill(int number) {
        end(till(number));
    }

    void close(int number) {
        Till till = till(number);
        till.close();
        end(till);
    }

    private void end(Till till) {
        till.isGone();
        alive.remove(till);
        gone.add(till);
        if (alive.isEmpty()) {
            join();
        }
    }

    void restart() {
        alive.forEach(Till::isGone);
        gone.addAll(alive);
        alive.clear();
        store.close();
        store = Store.open(url, "sa", "");
        join();
    }

    void moveClock(Duration by) {
        clock.set(clock.instant().plus(by));
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    Store store() {
        return store;
    }

    SettableClock clock() {
        return clock;
    }

    long nanos() {
        return nanos;
    }

    List<Till> alive() {
        return alive;
    }

    List<Till> gone() {
        return gone;
    }

    /** Whether one process alone has ever spent here. */
    boolean isSingle() {
        return alive.size() == 1 && gone.isEmpty();
    }

    /** What the store said at the last look. */
    Sheet sheet() {
        return sheet;
    }

    /** Reads the store; nothing changes in it between two steps. */
    Sheet look() throws SQLException {
        sheet = Sheet.read(connection);
        return sheet;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        store.close();
    }
}
