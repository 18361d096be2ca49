package org.bactrian.ledger;

/** The schema in PostgreSQL. */
final class MigrationsPostgresTest extends MigrationsContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
