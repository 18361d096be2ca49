package org.bactrian.ledger;

import java.util.UUID;

/** The outbox on the embedded store. */
final class OutboxTest extends OutboxContract {
    private final String url = Store.memoryUrl("outbox-" + UUID.randomUUID()) + ";LOCK_TIMEOUT=10000";

    @Override
    Store open() {
        return Store.open(url, "sa", "");
    }
}
