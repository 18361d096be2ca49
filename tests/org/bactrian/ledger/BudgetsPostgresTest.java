package org.bactrian.ledger;

/** The budgets in PostgreSQL. */
final class BudgetsPostgresTest extends BudgetsContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
