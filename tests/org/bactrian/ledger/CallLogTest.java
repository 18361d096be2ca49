package org.bactrian.ledger;

import java.util.UUID;

/** The call log in the embedded store. */
final class CallLogTest extends CallLogContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("log-" + UUID.randomUUID());
    }
}
