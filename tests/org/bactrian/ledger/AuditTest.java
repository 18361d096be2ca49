package org.bactrian.ledger;

import java.util.UUID;

/** The audit in the embedded store. */
final class AuditTest extends AuditContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("audit-" + UUID.randomUUID());
    }
}
