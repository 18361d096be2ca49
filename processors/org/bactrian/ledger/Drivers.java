package org.bactrian.ledger;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The jars that a store needs, which a flow that has none of it may lack. */
final class Drivers {
    private static final String POSTGRES = "org.postgresql.Driver";
    private static final List<String> OF_POSTGRES =
            List.of(POSTGRES, "org.flywaydb.database.postgresql.PostgreSQLDatabaseType");

    private Drivers() {}

    /** Throws {@link StoreException} if nobody here can open such a store. */
    static void require(StoreSettings settings) {
        if (settings.isPostgres()) {
            OF_POSTGRES.forEach(Drivers::requireJar);
        }
        boolean secretive = settings.isPostgres() && !StoreUrl.isPlain(settings.url()); // its driver would log it
        if (secretive || !isKnown(settings.url())) {
            throw new StoreException("No driver here takes the address " + StoreUrl.shown(settings.url())
                    + ": check llm.store.url, which is for example jdbc:postgresql://localhost:5432/bactrian,"
                    + " with llm.store.user and llm.store.password beside it");
        }
    }

    private static void requireJar(String type) {
        try {
            Class.forName(type, false, Drivers.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new StoreException("The store needs PostgreSQL's driver: add org.postgresql:postgresql and"
                    + " org.flywaydb:flyway-database-postgresql to this application");
        }
    }

    private static boolean isKnown(String url) {
        try {
            return DriverManager.getDriver(url) != null;
        } catch (SQLException e) {
            return false;
        }
    }
}
