package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries of keys.yaml come and go, and nothing else in the file changes. */
final class KeysEditTest {
    private static final List<String> LAYOUTS = List.of(
            "# one\nkeys:\n  - %s\n  - %s # two\n  - %s\n",
            "# one\nkeys:\n- %s\n\n- %s\n# two\n- %s",
            "---\n# one \uD83D\uDC2B\nkeys: [%s, %s, %s] # two\n",
            "# one\nkeys: [\n  %s,\n  %s,\n  # two\n  %s,\n]\n",
            "# one: \uD83D\uDC2B\nkeys: # two\r\n  - %s\r\n  - %s\r\n  - %s\r\n");

    @TempDir
    Path path;

    private KeysFolder folder;

    @BeforeEach
    void open() {
        folder = new KeysFolder(path);
    }

    private static ApiKey key(String id) {
        return new ApiKey(id, new Pepper(KeysFolder.PEPPER).hash("bk_" + id), "ada", "pro", "acme", null, false);
    }

    private static String entry(String id) {
        return KeysFolder.entry(id, "");
    }

    private static String inLines(String layout, String id) {
        String indent = layout.contains("  - ") ? "\n    " : "\n  ";
        return entry(id).replace("{id", "id").replace("}", "").replace(", ", indent);
    }

    /** Keys a, b and c with two comments, as people and programs lay them out. */
    static Stream<String> layouts() {
        Stream<String> flow = LAYOUTS.stream().map(layout -> layout.formatted(entry("a"), entry("b"), entry("c")));
        Stream<String> block = LAYOUTS.stream()
                .filter(layout -> layout.contains("- "))
                .map(layout -> layout.formatted(inLines(layout, "a"), inLines(layout, "b"), inLines(layout, "c")));
        return Stream.concat(flow, block);
    }

    private void add(ApiKey key) {
        new KeysEdit(folder.file()).add(key);
    }

    private int revoke(String id) {
        return new KeysEdit(folder.file()).revoke(id);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void an_entry_is_added_at_the_end(String text) {
        folder.write(text);
        add(key("d"));

        assertThat(folder.ids()).containsExactly("a", "b", "c", "d");
        assertThat(folder.text()).contains("# one", "# two");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void any_entry_is_removed_and_then_the_last_one(String text) {
        for (String gone : List.of("a", "b", "c")) {
            folder.write(text);

            assertThat(revoke(gone)).isEqualTo(2);
            assertThat(folder.ids()).hasSize(2).doesNotContain(gone);
            assertThat(folder.text()).contains("# one");
        }
        assertThat(revoke("a")).isEqualTo(1);
        assertThat(revoke("b")).isZero();
        assertThat(folder.ids()).isEmpty();
        assertThat(folder.text()).contains("# one");
    }

    @Test
    void nothing_else_in_the_file_changes() {
        String text = "# of: us\nkeys:\n  - " + inLines("  - ", "a") + "\n\n  # not yet\n# end";
        folder.write(text);
        add(key("b"));
        assertThat(folder.text().lines().filter(line -> !line.contains("id: \"b\"")))
                .containsExactlyElementsOf(text.lines().toList());
        assertThat(folder.text()).containsPattern("tenant: acme\n  - \\{id: \"b\".*}\n\n  # not yet\n# end\n");

        revoke("b");
        assertThat(folder.text()).isEqualTo(text + "\n");
    }

    @Test
    void the_last_entry_leaves_an_empty_list_that_takes_another() {
        folder.write("# a: list", "keys: # of keys", "  # of: mine", "  - " + entry("a"), "# end");
        revoke("a");
        assertThat(folder.text()).isEqualTo("# a: list\nkeys: [] # of keys\n  # of: mine\n# end\n");

        add(key("b"));
        assertThat(folder.ids()).containsExactly("b");
        assertThat(folder.text()).contains("# a: list", "# of keys", "# of: mine", "# end");
    }

    @Test
    void a_new_file_is_for_its_owner_alone_and_says_what_it_is() throws IOException {
        add(key("a"));

        assertThat(folder.text()).startsWith("# Who may call");
        assertThat(folder.ids()).containsExactly("a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_keeps_its_rights_and_leaves_no_other_behind() throws IOException {
        folder.write("keys: []");
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rw-r-----"));
        add(key("a"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rw-r-----");
        assertThat(path).isDirectoryContaining(file -> file.equals(folder.path()));
        assertThat(path.toFile().list()).hasSize(1);
    }

    @Test
    void a_link_stays_one() throws IOException {
        Path real = Files.writeString(path.resolve("real.yaml"), "keys: []\n");
        Files.createSymbolicLink(folder.path(), real);
        add(key("a"));

        assertThat(folder.path()).isSymbolicLink();
        assertThat(real).content().contains("id: \"a\"");
    }

    @Test
    void everything_that_was_said_of_a_key_is_read_again() {
        ApiKey day = new ApiKey(
                "day",
                key("x").hash(),
                "Zo\u00eb \"Z\" # \\",
                "free",
                "a: b",
                Instant.parse("2027-02-01T00:00:00Z"),
                true);
        ApiKey instant = new ApiKey(
                "instant", key("y").hash(), "no", "pro", "null", Instant.parse("2027-01-31T12:00:00Z"), false);
        add(day);
        add(instant);

        assertThat(folder.file().read()).containsExactly(day, instant);
        assertThat(folder.text()).contains("expires: \"2027-01-31\"", "expires: \"2027-01-31T12:00:00Z\"");
    }

    @Test
    void an_id_that_is_taken_or_unknown_is_told() {
        folder.write("keys: [" + entry("a") + "]");

        assertThatThrownBy(() -> add(key("a"))).hasMessageContaining("keys.yaml: has a key \"a\" already");
        assertThatThrownBy(() -> revoke("b")).hasMessage("keys.yaml: has no key \"b\". There is: a");
    }

    @Test
    void what_would_not_be_read_again_is_not_written() {
        ApiKey gold = new ApiKey("a", key("a").hash(), "ada", "gold", "acme", null, false);
        ApiKey placeholder = new ApiKey("a", key("a").hash(), "{{tenant}}", "pro", "acme", null, false);

        assertThatThrownBy(() -> add(gold)).hasMessageContaining("the new key: tier: there is no tier \"gold\"");
        assertThatThrownBy(() -> add(placeholder)).hasMessageContaining("cannot edit");
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void a_file_with_faults_is_told_and_left_as_it_is() {
        folder.write("keys: [{id: a}]");

        assertThatThrownBy(() -> add(key("b"))).hasMessageContaining("keys.yaml:1: keys.0.hash: is missing");
        assertThat(folder.text()).isEqualTo("keys: [{id: a}]\n");
    }
}
