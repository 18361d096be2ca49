package org.bactrian.ledger;

import java.util.UUID;

/** The schema of the embedded store. */
final class MigrationsTest extends MigrationsContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("migrations-" + UUID.randomUUID());
    }
}
