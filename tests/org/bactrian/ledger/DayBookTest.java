package org.bactrian.ledger;

import java.util.UUID;

/** The day book in the embedded store. */
final class DayBookTest extends DayBookContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("days-" + UUID.randomUUID());
    }
}
