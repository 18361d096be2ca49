package org.bactrian.ledger;

/** The usage report in PostgreSQL. */
final class UsageReportPostgresTest extends UsageReportContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
