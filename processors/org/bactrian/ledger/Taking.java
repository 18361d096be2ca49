package org.bactrian.ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bactrian.answers.Kept;
import org.bactrian.answers.KeptJson;
import org.bactrian.answers.Receipt;
import org.bactrian.answers.Receipt.State;
import org.bactrian.ledger.ReceiptRows.Row;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a request whose row is there already, by what its row says and whether its owner is alive. Thread-safe. */
final class Taking {
    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);

    private final Owners owners;
    private final ReceiptRows rows;
    private final AtomicBoolean told = new AtomicBoolean();

    Taking(Owners owners, ReceiptRows rows) {
        this.owners = owners;
        this.rows = rows;
    }

    /** Null if there is no row after all, or if the store does not know that we are alive. */
    @Nullable
    Receipt of(Handle handle, String id, String requestHash) {
        Optional<Row> row = rows.lock(handle, id);
        boolean able = row.isPresent() && owners.isAlive(handle, owners.own());
        return able ? of(handle, id, requestHash, row.get()) : null;
    }

    private Receipt of(Handle handle, String id, String requestHash, Row row) {
        Kept kept = row.expired() ? null : read(row.answer());
        if (kept != null) {
            return new Receipt(State.ANSWERED, row.requestHash(), kept);
        }
        if (row.expired() || row.state().equals("answered")) {
            return ours(handle, id, requestHash);
        }
        return isHeld(handle, row)
                ? new Receipt(State.ELSEWHERE, row.requestHash(), null)
                : inherited(handle, id, requestHash, row);
    }

    /** A row of our own that none of us is at was left behind when the store was away. */
    private boolean isHeld(Handle handle, Row row) {
        return !row.owner().equals(owners.own()) && owners.isAlive(handle, row.owner());
    }

    /** One who asks for something else learns what was asked first, and takes nothing over. */
    private Receipt inherited(Handle handle, String id, String requestHash, Row row) {
        if (row.state().equals("taken")) {
            return ours(handle, id, requestHash);
        }
        if (row.requestHash().equals(requestHash)) {
            rows.takeOver(handle, id, requestHash, true);
        }
        return new Receipt(State.UNCERTAIN, row.requestHash(), null);
    }

    private Receipt ours(Handle handle, String id, String requestHash) {
        rows.takeOver(handle, id, requestHash, false);
        return new Receipt(State.OURS, requestHash, null);
    }

    private @Nullable Kept read(byte @Nullable [] answer) {
        try {
            return answer == null ? null : KeptJson.read(answer);
        } catch (IOException | RuntimeException e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("Answers of another version cannot be replayed; such requests are answered anew", e);
            }
            return null;
        }
    }
}
