package org.bactrian.ledger;

import java.time.Duration;
import java.util.Map;

/**
 * Where the store is and how it is held.
 *
 * @param url JDBC, of H2 or PostgreSQL; what it says itself wins over the rest
 * @param connections open at one time, at most
 * @param connectTimeout how long one may wait for a connection
 * @param socketTimeout how long a PostgreSQL that has been asked may say nothing
 */
public record StoreSettings(
        String url, String user, String password, int connections, Duration connectTimeout, Duration socketTimeout) {
    private static final int CONNECTIONS = 16;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SOCKET = Duration.ofSeconds(10);

    /** With our defaults. */
    static StoreSettings of(String url, String user, String password) {
        return new StoreSettings(url, user, password, CONNECTIONS, CONNECT, SOCKET);
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    /** Of every connection to PostgreSQL, whatever it is for: a store that is gone is noticed. */
    Map<String, String> driverProperties() {
        return isPostgres()
                ? Map.of(
                        "ApplicationName", "bactrian",
                        "tcpKeepAlive", "true",
                        "connectTimeout", Long.toString(seconds(connectTimeout)))
                : Map.of();
    }

    /** Whole seconds, at least one: zero would be for ever. */
    static long seconds(Duration time) {
        return Math.max(1, time.toSeconds());
    }

    /** Its record's own would show the password. */
    @Override
    public String toString() {
        return StoreUrl.shown(url);
    }
}
