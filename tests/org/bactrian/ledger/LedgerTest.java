package org.bactrian.ledger;

import java.util.UUID;

/** The ledger on the embedded store. */
final class LedgerTest extends LedgerContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("ledger-" + UUID.randomUUID()) + ";LOCK_TIMEOUT=10000";
    }
}
