package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.config.Pepper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bactrian cache purge} does to a service that runs, and what it says if none does. */
final class CacheCommandTest {
    private static final String PEPPER = "a-pepper-for-tests";

    @TempDir
    Path folder;

    private TestFolder application() {
        return new TestFolder(folder)
                .feature("echo", "good", "cache: {exact: {ttl: 1h}}")
                .feature("other", "good", "cache: {exact: {ttl: 1h}}");
    }

    private String said(int exit, String... arguments) {
        List<String> line = new ArrayList<>(List.of("cache", "purge"));
        line.addAll(List.of(arguments));
        try (Command command = Command.java(folder, line.toArray(String[]::new))) {
            assertThat(command.awaitExit()).as(command.output()).isEqualTo(exit);
            return command.output().strip();
        }
    }

    private static void ask(TestApp app, String feature, String... headers) {
        assertThat(app.ask(feature, "hello", headers).status()).isEqualTo(200);
    }

    private static String cached(TestApp app, String feature) {
        return app.ask(feature, "hello").header("Llm-Cache");
    }

    @Test
    void the_running_service_forgets_what_is_named() {
        try (TestApp app = application().start("features", "cache", "books")) {
            ask(app, "echo", "Llm-User", "ada");
            ask(app, "other");

            assertThat(said(0, "--feature", "echo", "--prompt", "plain.v1", "--user", "ada", "--tenant", "default"))
                    .isEqualTo("Forgot 1 entry at " + app.url());
            assertThat(said(0, "--key", "k 1&all=true")).isEqualTo("Forgot 0 entries at " + app.url());
            assertThat(cached(app, "other")).isEqualTo("hit");
            assertThat(said(0, "--all", "--url", app.url() + "/")).isEqualTo("Forgot 1 entry at " + app.url());
            assertThat(cached(app, "other")).isEqualTo("miss");
            assertThat(said(1, "--all", "--feature", "echo")).startsWith("bactrian: all=true forgets everything");
            assertThat(cached(app, "other")).isEqualTo("hit");
        }
    }

    @Test
    void a_service_that_wants_a_key_is_asked_with_one() {
        String hash = new Pepper(PEPPER).hash("bk_ada");
        TestFolder guarded = application()
                .property("llm.keys-pepper", PEPPER)
                .write("keys.yaml", "keys: [{id: a, hash: \"" + hash + "\", user: ada, tier: pro, tenant: acme}]\n");
        try (TestApp app = guarded.start("features", "cache", "books")) {
            assertThat(said(1, "--all"))
                    .isEqualTo("bactrian: The service at " + app.url()
                            + " needs an API key: set BACTRIAN_KEY or give it as an option");
            assertThat(said(1, "--all", "--api-key", "bk_eve")).endsWith("; this one is not good");
            assertThat(said(0, "--all", "--api-key", "bk_ada")).isEqualTo("Forgot 0 entries at " + app.url());
            assertThat(said(1, "--all", "--api-key", "bk_ada", "--tenant", "globex"))
                    .isEqualTo("bactrian: Another tenant's answers need an admin key");
        }
    }

    @Test
    void where_nothing_runs_one_sentence_says_what_that_means() {
        String port = Integer.toString(Ports.free());
        application().property("camel.server.port", port).complete();

        assertThat(said(1, "--all"))
                .isEqualTo("bactrian: No service runs at http://127.0.0.1:" + port + ": the answers it kept in memory"
                        + " are gone, and what is on disk can be purged once it runs again");
        assertThat(said(1, "--all", "--url", "http://127.0.0.1:" + port))
                .isEqualTo("bactrian: The service at http://127.0.0.1:" + port
                        + " does not answer (nothing listens there)");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void nothing_is_forgotten_by_a_command_that_names_nothing() {
        application().complete();

        assertThat(said(1))
                .isEqualTo("bactrian: Say what to forget: --feature, --prompt, --user or --key,"
                        + " or everything with --all");
        assertThat(said(1, "--tenant", "acme")).startsWith("bactrian: Say what to forget");
    }
}
