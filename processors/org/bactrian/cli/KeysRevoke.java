package org.bactrian.cli;

import org.bactrian.config.KeysEdit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bactrian keys revoke}: takes a key away. */
@Command(name = "revoke", description = "Takes a key away; a running service turns it away within seconds.")
final class KeysRevoke implements Runnable {
    @Parameters(paramLabel = "ID", description = "What the key is called.")
    private String id = "";

    @Override
    public void run() {
        try (AppFolder folder = new AppFolder()) {
            int left = new KeysEdit(folder.requiredKeysFile()).revoke(id);
            System.out.println("Revoked " + id);
            if (left == 0) {
                System.out.println("That was the last key: a running service lets nobody in, and from its next start"
                        + " on everybody who reaches it on this machine.");
            }
        }
    }
}
