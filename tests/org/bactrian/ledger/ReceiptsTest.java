package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.bactrian.answers.Receipt.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts in the embedded store, in a file: a thread that is interrupted could close it. */
final class ReceiptsTest extends ReceiptsContract {
    @TempDir
    static Path folder;

    @Override
    String freshUrl() {
        return Store.fileUrl(folder.resolve(UUID.randomUUID().toString()));
    }

    @Test
    void what_the_process_before_had_is_ours_at_once_for_no_other_can_be_alive() {
        receipts.take(KEY, HASH);
        receipts.take("key-2", HASH);
        receipts.sending("key-2");
        ReceiptBook next = process(Ledger.LEASE);

        assertThat(next.take(KEY, HASH).state()).isEqualTo(State.OURS);
        assertThat(next.take("key-2", HASH).state()).isEqualTo(State.UNCERTAIN);
    }
}
