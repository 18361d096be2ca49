package org.bactrian.ledger;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** Receipts in the embedded store, in a file: a thread that is interrupted could close it. */
final class ReceiptsTest extends ReceiptsContract {
    @TempDir
    static Path folder;

    @Override
    String freshUrl() {
        return Store.fileUrl(folder.resolve(UUID.randomUUID().toString()));
    }
}
