package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.bactrian.ledger.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed at random moments under load, and no cent that the provider billed is missing in its books. */
final class CrashRoundsTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final long SEED = Long.getLong("crash.seed", new SecureRandom().nextInt(1_000_000));
    private static final int MORE = 10;
    private static final String[] WANTED = {"answered", "left", "budget_exceeded"};
    private static final String STORE = System.getProperty("crash.store", "h2");

    @TempDir
    Path folder;

    /** Of the store; empty for the embedded one. */
    private static String url() {
        return switch (STORE) {
            case "h2" -> "";
            case "postgres" -> Postgres.freshUrl();
            default -> STORE;
        };
    }

    @Test
    void what_the_provider_billed_is_spent_and_no_cap_is_passed() throws Exception {
        System.out.println("Kill rounds: " + ROUNDS + ", seed " + SEED);
        try (KillRounds rounds = new KillRounds(folder, url(), SEED)) {
            for (int round = 1; round <= ROUNDS || (lacking(rounds) && round <= MORE); round++) {
                System.out.println(rounds.round(round));
            }
            System.out.println(rounds.end());

            assertThat(rounds.outcomes()).containsKeys(WANTED);
        }
    }

    /** Whether the rounds so far were too short for all that has to happen. */
    private static boolean lacking(KillRounds rounds) {
        return !rounds.outcomes().keySet().containsAll(List.of(WANTED));
    }
}
