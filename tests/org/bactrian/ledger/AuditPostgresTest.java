package org.bactrian.ledger;

/** The audit in PostgreSQL. */
final class AuditPostgresTest extends AuditContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
