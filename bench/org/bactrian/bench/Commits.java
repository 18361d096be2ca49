package org.bactrian.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.api.DatabaseEventListener;

/** Counts the transactions that a store commits. The embedded store tells each; PostgreSQL numbers those that write. */
public final class Commits implements DatabaseEventListener {
    private static final AtomicLong EMBEDDED = new AtomicLong();

    /** The embedded store's URL, so that its commits are counted. */
    static String counted(String url) {
        return url + ";DATABASE_EVENT_LISTENER='" + Commits.class.getName() + "'";
    }

    /** Those up to now, of every embedded store here or of a whole PostgreSQL server. */
    static long of(String url) throws SQLException {
        if (!url.startsWith("jdbc:postgresql:")) {
            return EMBEDDED.get();
        }
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void setProgress(int state, String name, long current, long max) {
        if (state == STATE_STATEMENT_END && name.equals("COMMIT")) {
            EMBEDDED.incrementAndGet();
        }
    }
}
