package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bactrian.config.Pepper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bactrian keys} does to keys.yaml, and what a start makes of it. */
class CallerKeysCommandTest {
    private static final String PEPPER = "a-pepper-for-tests";

    @TempDir
    Path path;

    private TestFolder folder;

    @BeforeEach
    void write() {
        folder = new TestFolder(path).property("llm.keys-pepper", PEPPER).feature("echo", "good");
        folder.complete("features");
    }

    /** What a command that ends well says. */
    private String said(String... arguments) {
        return said(0, arguments);
    }

    private String said(int code, String... arguments) {
        try (Command command = Command.java(path, arguments)) {
            assertThat(command.awaitExit()).as(command.output()).isEqualTo(code);
            return command.output();
        }
    }

    private String add(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "keys";
        arguments[1] = "add";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return said(arguments)
                .lines()
                .filter(line -> line.startsWith("bk_"))
                .findFirst()
                .orElseThrow();
    }

    private String keys() throws IOException {
        return Files.readString(path.resolve("keys.yaml"));
    }

    @Test
    void a_key_is_shown_once_and_kept_as_a_hash() throws IOException {
        String key = add("--id", "ci", "--user", "ada", "--tier", "pro", "--tenant", "acme", "--expires", "2027-01-31");

        assertThat(key).matches("bk_[A-Za-z0-9_-]{43}");
        assertThat(keys())
                .contains(new Pepper(PEPPER).hash(key), "user: \"ada\", tier: \"pro\", tenant: \"acme\"", "2027-01-31")
                .doesNotContain(key);
        assertThat(add("--id", "other")).isNotEqualTo(key);
    }

    @Test
    void keys_are_listed_as_a_table() {
        folder.write(
                "keys.yaml",
                "keys:\n  - {id: ci, hash: \"" + "a".repeat(64)
                        + "\", user: ada, tier: pro, tenant: acme, admin: true}\n"
                        + "  - {id: a-longer-id, hash: \"" + "b".repeat(64)
                        + "\", user: bob, tier: free, tenant: umbrella, expires: 2020-01-31}\n");

        assertThat(said("keys", "list").lines())
                .containsExactly(
                        "id           user  tier  tenant    admin  expires",
                        "ci           ada   pro   acme      yes",
                        "a-longer-id  bob   free  umbrella         2020-01-31 (expired)");
    }

    @Test
    void a_revoked_key_is_gone_and_the_rest_stays() throws IOException {
        add("--id", "ci");
        add("--id", "other");

        assertThat(said("keys", "revoke", "ci").lines()).containsExactly("Revoked ci");
        assertThat(keys()).contains("id: \"other\"").doesNotContain("id: \"ci\"");
        assertThat(said("keys", "revoke", "other")).contains("That was the last key");
        assertThat(said("keys", "list").lines()).containsExactly("There are no keys in keys.yaml");
    }

    @Test
    void what_cannot_be_done_is_one_clear_line() {
        add("--id", "ci");

        assertThat(said(1, "keys", "add", "--id", "ci").lines())
                .containsExactly(
                        "bactrian: keys.yaml: has a key \"ci\" already. Choose another id, or revoke that one first");
        assertThat(said(1, "keys", "add", "--id", "x", "--tier", "gold").lines())
                .containsExactly("bactrian: the new key: tier: there is no tier \"gold\". Write one of: free, pro,"
                        + " or add it to llm.tiers");
        assertThat(said(1, "keys", "add", "--id", "x", "--expires", "soon").lines())
                .containsExactly("bactrian: --expires: cannot be \"soon\". Write for example \"--expires 2027-01-31\"");
        assertThat(said(1, "keys", "revoke", "nobody").lines())
                .containsExactly("bactrian: keys.yaml: has no key \"nobody\". There is: ci");
    }

    @Test
    void without_a_pepper_or_a_file_there_are_no_keys() {
        folder.property("llm.keys-pepper", "").complete();
        assertThat(said(1, "keys", "add", "--id", "ci").lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("bactrian: application.properties: llm.keys-pepper: is not set.");

        folder.property("llm.keys-file", "").complete();
        assertThat(said(1, "keys", "list").lines())
                .containsExactly("bactrian: application.properties: llm.keys-file: is not set. Write"
                        + " \"llm.keys-file=keys.yaml\"");
    }

    @Test
    void a_file_that_cannot_be_read_is_one_clear_line() throws IOException {
        Files.createDirectory(path.resolve("keys.yaml"));

        assertThat(said(1, "keys", "list").lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("bactrian: keys.yaml: cannot be read: ");
    }

    @Test
    void check_tells_faults_of_the_keys_with_all_others() {
        folder.write("features/one.yaml", "prompt: nope.v1\nmodels: [good]\n")
                .write("keys.yaml", "keys:\n  - {id: ci, hash: abc}\n");

        assertThat(said(1, "check"))
                .contains("features/one.yaml:1: prompt", "keys.yaml:2: keys.0.user: is missing")
                .contains("keys.yaml:2: keys.0.hash: does not match");
    }

    @Test
    void an_address_reachable_from_outside_is_refused_until_there_is_a_key() {
        folder.property("camel.server.host", "0.0.0.0")
                .property("camel.server.port", Integer.toString(Ports.free()))
                .complete("features");
        String told =
                "application.properties: camel.server.host: \"0.0.0.0\" is reachable from outside, which needs API"
                        + " keys; there are none. Make one with \"bactrian keys add --id NAME\" or write"
                        + " \"camel.server.host=127.0.0.1\"";
        assertThat(said(1, "run").strip().lines()).containsExactly("bactrian: " + told);
        assertThat(said(1, "check").lines()).containsExactly(told, "1 fault");

        String key = add("--id", "ci");
        try (Command command = Command.java(path, "run")) {
            String port = command.awaitReady().replaceFirst(".*:", "");
            assertThat(status(port)).isEqualTo(401);
            assertThat(status(port, "Authorization", "Bearer " + key)).isEqualTo(200);
            assertThat(command.output()).doesNotContain(key);
        }
    }

    private static int status(String port, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/features/echo"))
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .header("Content-Type", "text/plain");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }
}
