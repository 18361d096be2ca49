package org.bactrian.ledger;

import java.util.UUID;

/** Random histories on the embedded store, or with {@code -Dledger.histories=postgres} on PostgreSQL. */
final class LedgerPropertyTest extends LedgerHistories {
    @Override
    String freshUrl() {
        return System.getProperty("ledger.histories", "h2").equals("postgres")
                ? Postgres.freshUrl()
                : Store.memoryUrl("histories-" + UUID.randomUUID());
    }
}
