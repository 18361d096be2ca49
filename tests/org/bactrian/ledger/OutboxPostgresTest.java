package org.bactrian.ledger;

/** The outbox on PostgreSQL. */
final class OutboxPostgresTest extends OutboxContract {
    private final String url = Postgres.freshUrl();

    @Override
    Store open() {
        return Store.open(url, Postgres.parameter(url, "user"), Postgres.parameter(url, "password"));
    }
}
