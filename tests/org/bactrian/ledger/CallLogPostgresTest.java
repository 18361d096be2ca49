package org.bactrian.ledger;

/** The call log in PostgreSQL. */
final class CallLogPostgresTest extends CallLogContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
