package org.bactrian.ledger;

import java.util.UUID;

/** The usage report in the embedded store. */
final class UsageReportTest extends UsageReportContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("usage-" + UUID.randomUUID());
    }
}
