package org.bactrian.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** The one database: opened, migrated and pooled here and nowhere else. Thread-safe. */
public final class Store implements AutoCloseable {
    /** Without WRITE_DELAY=0 the commits of the last half second die with a kill -9. */
    private static final String DURABLE = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

    private static final int CONNECTIONS = 16;

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private final boolean exclusive;

    private Store(HikariDataSource source, boolean exclusive) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        this.exclusive = exclusive;
    }

    /** The embedded store's URL in a data folder. */
    public static String fileUrl(Path dataDir) {
        return "jdbc:h2:file:" + dataDir.toAbsolutePath().resolve("bactrian") + DURABLE;
    }

    /** A store that lives as long as this process. */
    public static String memoryUrl(String name) {
        return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    /**
     * Opens and migrates the store.
     *
     * @throws StoreException if it cannot be opened
     */
    public static Store open(String url, String user, String password) {
        boolean embedded = url.startsWith("jdbc:h2:file:");
        if (embedded) {
            requireWritable(url);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setPoolName("llm-store");
        HikariDataSource source = null;
        try {
            source = new HikariDataSource(config);
            Flyway.configure(Store.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:org/bactrian/ledger/migrations")
                    .load()
                    .migrate();
            return new Store(source, exclusive(url));
        } catch (RuntimeException e) {
            if (source != null) {
                source.close();
            }
            throw new StoreException(reason(url, e), e);
        }
    }

    private static void requireWritable(String url) {
        Path file = Path.of(url.substring("jdbc:h2:file:".length()).replaceFirst(";.*", ""));
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", null));
        } catch (IOException | RuntimeException e) {
            throw new StoreException(
                    "The data folder " + folder + " cannot be written to: make it writable or set llm.data-dir", e);
        }
    }

    private static boolean exclusive(String url) {
        boolean shared = url.toUpperCase(Locale.ROOT).contains("AUTO_SERVER=TRUE");
        return url.startsWith("jdbc:h2:mem:") || (url.startsWith("jdbc:h2:file:") && !shared);
    }

    private static String reason(String url, Throwable thrown) {
        String place = url.replaceFirst("[;?].*", ""); // what follows may hold a password
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("may be already in use") || message.contains("locked")) {
                return "The store " + place + " is in use by another process: stop it, or set llm.store.url";
            }
        }
        return "The store " + place + " cannot be opened ("
                + String.valueOf(thrown.getMessage()).lines().findFirst().orElse("")
                + "): check llm.store.url, llm.store.user and llm.store.password";
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Whether no other process can have this store open, so that every hold of another owner is a dead one's. */
    boolean exclusive() {
        return exclusive;
    }

    @Override
    public void close() {
        source.close();
    }
}
