package org.bactrian.cli;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.bactrian.config.ApiKey;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Expiry;
import org.bactrian.config.Fault;
import org.bactrian.config.KeysEdit;
import org.bactrian.config.Pepper;
import org.bactrian.config.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bactrian keys add}: makes a key. The key goes to standard output alone, so that a script can take it. */
@Command(name = "add", description = "Makes a key and prints it, this once.")
final class KeysAdd implements Runnable {
    private static final int BYTES = 32;

    @Option(names = "--id", required = true, description = "What the key is called.")
    private String id = "";

    @Option(names = "--user", description = "Who calls with it (default: the id).")
    private @Nullable String user;

    @Option(names = "--tier", description = "One of llm.tiers (default: llm.default-tier).")
    private @Nullable String tier;

    @Option(names = "--tenant", defaultValue = "default", description = "Whose it is (default: ${DEFAULT-VALUE}).")
    private String tenant = "default";

    @Option(names = "--expires", description = "The last day it works, UTC, such as 2027-01-31 (default: never).")
    private @Nullable String expires;

    @Option(names = "--admin", description = "It sees the data of every tenant.")
    private boolean admin;

    @Override
    public void run() {
        try (AppFolder folder = new AppFolder()) {
            String key = newKey();
            new KeysEdit(folder.requiredKeysFile()).add(entry(key, folder.settings()));
            System.out.println(key);
            System.err.println("This is the only time the key of " + id + " is shown; only its hash is kept.");
        }
    }

    private ApiKey entry(String key, Settings settings) {
        String hash = new Pepper(settings.keysPepper()).hash(key);
        String of = user == null ? id : user;
        String in = tier == null ? settings.defaultTier() : tier;
        return new ApiKey(id, hash, of, in, tenant, expires == null ? null : instant(expires), admin);
    }

    private static Instant instant(String text) {
        try {
            return Expiry.parse(text);
        } catch (DateTimeException e) {
            String message = "cannot be \"" + text + "\"";
            String fix = "Write for example \"--expires 2027-01-31\"";
            throw new ConfigurationException(List.of(new Fault("--expires", 0, "", message, fix)));
        }
    }

    /** 256 random bits; the prefix lets people and secret scanners know what it is. */
    private static String newKey() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return "bk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
