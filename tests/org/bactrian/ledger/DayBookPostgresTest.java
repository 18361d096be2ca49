package org.bactrian.ledger;

/** The day book in PostgreSQL. */
final class DayBookPostgresTest extends DayBookContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
