package org.bactrian.ledger;

/** Whether the store takes this process for alive, and how to tell it that it is. Thread-safe. */
record Pulse(Owners owners, Teller teller) {
    /** Tells it now, as a trade of the ledger: what was booked as a dead process's is our own again. */
    void beat() {
        owners.setDue();
        teller.settle(Teller.NEVER_IDLE);
    }
}
