package org.bactrian.cli;

import java.time.Instant;
import java.util.List;
import org.bactrian.config.ApiKey;
import org.bactrian.config.Expiry;
import org.bactrian.config.KeysFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code bactrian keys list}: who has a key. */
@Command(name = "list", description = "Lists the keys: whose they are, and until when.")
final class KeysList implements Runnable {
    @Override
    public void run() {
        try (AppFolder folder = new AppFolder()) {
            KeysFile file = folder.requiredKeysFile();
            List<ApiKey> keys = file.read();
            if (keys.isEmpty()) {
                System.out.println("There are no keys in " + file.name());
            } else {
                Console.print(table(keys, Instant.now()));
            }
        }
    }

    private static List<String> table(List<ApiKey> keys, Instant now) {
        Columns table = new Columns()
                .left("id")
                .left("user")
                .left("tier")
                .left("tenant")
                .left("admin")
                .left("expires");
        for (ApiKey key : keys) {
            String admin = key.admin() ? "yes" : "";
            table.row(List.of(key.id(), key.user(), key.tier(), key.tenant(), admin, expires(key, now)));
        }
        return table.lines();
    }

    private static String expires(ApiKey key, Instant now) {
        @Nullable Instant end = key.expires();
        return end == null ? "" : Expiry.text(end) + (key.expired(now) ? " (expired)" : "");
    }
}
