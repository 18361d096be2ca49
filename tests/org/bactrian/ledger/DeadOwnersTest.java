package org.bactrian.ledger;

import java.util.UUID;

/** Dead processes on the embedded store. */
final class DeadOwnersTest extends DeadOwnersContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("dead-" + UUID.randomUUID()) + ";LOCK_TIMEOUT=10000";
    }
}
