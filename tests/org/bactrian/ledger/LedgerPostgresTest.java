package org.bactrian.ledger;

/** The ledger on PostgreSQL. */
final class LedgerPostgresTest extends LedgerContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
