package org.bactrian.call;

import java.util.function.Supplier;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Purge;
import org.bactrian.answers.Receipt;
import org.bactrian.answers.Receipts;

/** Receipts of a store that is opened when a request first has a key. Thread-safe. */
record LateReceipts(Supplier<Receipts> receipts) implements Receipts {
    @Override
    public Receipt take(String key, String requestHash) {
        return receipts.get().take(key, requestHash);
    }

    @Override
    public void sending(String key) {
        receipts.get().sending(key);
    }

    @Override
    public void record(String key, Kept answer) {
        receipts.get().record(key, answer);
    }

    @Override
    public void release(String key) {
        receipts.get().release(key);
    }

    @Override
    public int purge(Purge purge) {
        return receipts.get().purge(purge);
    }
}
