package org.bactrian.ledger;

import java.util.UUID;

/** The budgets in the embedded store. */
final class BudgetsTest extends BudgetsContract {
    @Override
    String freshUrl() {
        return Store.memoryUrl("budgets-" + UUID.randomUUID());
    }
}
