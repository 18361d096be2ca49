package org.bactrian.ledger;

import net.jqwik.api.PropertyDefaults;

/** A few random histories on PostgreSQL. */
@PropertyDefaults(tries = 20)
final class LedgerPropertyPostgresTest extends LedgerHistories {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }
}
