package org.bactrian.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** The one database: opened, migrated and pooled here and nowhere else. Thread-safe. */
public final class Store implements AutoCloseable {
    /** Without WRITE_DELAY=0 the commits of the last half second die with a kill -9. */
    private static final String DURABLE = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

    private static final String FILE = "jdbc:h2:file:";
    private static final int IDLE = 2;

    /** Milliseconds; the pool takes no less. */
    private static final long LEAST_WAIT = 250;

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
        return FILE + dataDir.toAbsolutePath().resolve("bactrian") + DURABLE;
    }

    /** A store that lives as long as this process. */
    public static String memoryUrl(String name) {
        return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    /** The same with our defaults. */
    public static Store open(String url, String user, String password) {
        return open(StoreSettings.of(url, user, password));
    }

    /**
     * Opens and migrates the store. One that is lost later is found again by itself.
     *
     * @throws StoreException if it cannot be opened
     */
    public static Store open(StoreSettings settings) {
        Drivers.require(settings);
        if (settings.url().startsWith(FILE)) {
            requireWritable(settings.url());
        }
        HikariDataSource source = null;
        try {
            source = new HikariDataSource(pool(settings));
            Migrations.run(settings);
            return new Store(source, exclusive(settings.url()));
        } catch (RuntimeException e) {
            if (source != null) {
                source.close();
            }
            throw e instanceof StoreException told ? told : StoreFault.of(settings, e);
        }
    }

    private static HikariConfig pool(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("llm-store");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(Math.min(IDLE, settings.connections()));
        long wait = Math.max(LEAST_WAIT, settings.connectTimeout().toMillis());
        config.setConnectionTimeout(wait);
        config.setValidationTimeout(Math.max(LEAST_WAIT, wait / 2));
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        settings.driverProperties().forEach(config::addDataSourceProperty);
        if (settings.isPostgres()) {
            config.addDataSourceProperty(
                    "socketTimeout", Long.toString(StoreSettings.seconds(settings.socketTimeout())));
        }
        return config;
    }

    private static void requireWritable(String url) {
        Path file = Path.of(url.substring(FILE.length()).replaceFirst(";.*", ""));
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
        return url.startsWith("jdbc:h2:mem:") || (url.startsWith(FILE) && !shared);
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
