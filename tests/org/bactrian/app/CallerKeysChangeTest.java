package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.bactrian.config.Pepper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys that change while the service runs, and what the books say of their owners. */
class CallerKeysChangeTest {
    private static final String PEPPER = "a-pepper-for-tests";
    private static final String[] ADA = {"Authorization", "Bearer bk_ada"};
    private static final String[] BOB = {"Authorization", "Bearer bk_bob"};

    @TempDir
    Path path;

    private TestFolder folder;
    private TestApp app;

    private static String entry(String id) {
        return "  - {id: " + id + ", hash: \"" + new Pepper(PEPPER).hash("bk_" + id) + "\", user: " + id
                + ", tier: pro, tenant: acme}\n";
    }

    @BeforeEach
    void start() {
        folder = new TestFolder(path).property("llm.keys-pepper", PEPPER).feature("echo", "good");
        app = folder.write("keys.yaml", "keys:\n" + entry("ada")).start("features");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private int status(String[] key) {
        return app.ask("echo", "hello", key).status();
    }

    @Test
    void a_key_revoked_while_the_service_runs_no_longer_works_and_a_new_one_does() {
        assertThat(status(ADA)).isEqualTo(200);
        assertThat(status(BOB)).isEqualTo(401);
        folder.write("keys.yaml", "keys:\n" + entry("bob"));

        Awaitility.await().until(() -> status(ADA) == 401);
        assertThat(status(BOB)).isEqualTo(200);
    }

    @Test
    void the_last_key_revoked_lets_nobody_in() {
        folder.write("keys.yaml", "keys: []\n");

        assertThat(app.app().installation().refresh()).isTrue();
        assertThat(status(ADA)).isEqualTo(401);
        assertThat(app.ask("echo", "hello").status()).isEqualTo(401);
    }

    @Test
    void a_bad_change_leaves_the_old_keys_in_force() {
        folder.write("keys.yaml", "keys:\n" + entry("bob").replace("tier: pro", "tier: gold"));

        assertThat(app.app().installation().refresh()).isFalse();
        assertThat(status(ADA)).isEqualTo(200);
        assertThat(status(BOB)).isEqualTo(401);
    }

    @Test
    void the_books_name_the_owner_of_the_key_whatever_the_caller_says() throws SQLException {
        String[] forged = {
            "Authorization",
            "Bearer bk_ada",
            "Llm-User",
            "root",
            "llm-tenant",
            "umbrella",
            "LlmUser",
            "root",
            "Llm-Tier",
            "free"
        };
        app.ask("echo", "hello", forged);
        app.post("/v1/features/echo?LlmTenant=umbrella&LlmUser=root", "text/plain", "hello".getBytes(UTF_8), forged);
        app.close();

        try (Books books = new Books(path)) {
            assertThat(books.column("select user_id || ' ' || tier || ' ' || tenant from call_log"))
                    .containsExactly("ada pro acme", "ada pro acme");
        }
    }
}
