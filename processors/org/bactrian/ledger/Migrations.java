package org.bactrian.ledger;

import java.util.Arrays;
import org.flywaydb.core.Flyway;

/** The schema of the store; what this version does not know was made by a newer one. */
final class Migrations {
    private Migrations() {}

    /** Brings the store up to date, on a connection of its own: a large table may take its time, and no caller waits. */
    static void run(StoreSettings settings) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(settings.url(), settings.user(), settings.password())
                .jdbcProperties(settings.driverProperties())
                .locations("classpath:org/bactrian/ledger/migrations")
                .load();
        if (Arrays.stream(flyway.info().applied())
                .anyMatch(migration -> !migration.getState().isResolved())) {
            throw new StoreException("The store " + settings + " was made by a newer version of Bactrian: run that one,"
                    + " or set llm.store.url");
        }
        flyway.migrate();
    }
}
