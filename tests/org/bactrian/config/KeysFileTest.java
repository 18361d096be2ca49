package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys.yaml may say, and what is told about everything else. */
final class KeysFileTest {
    @TempDir
    Path path;

    private KeysFolder folder;

    @BeforeEach
    void open() {
        folder = new KeysFolder(path);
    }

    private ApiKey only() {
        return folder.file().read().get(0);
    }

    @Test
    void an_entry_says_who_calls() {
        folder.write("keys:", "  - " + KeysFolder.entry("ci", ""));

        String hash = new Pepper(KeysFolder.PEPPER).hash("bk_ci");
        assertThat(folder.file().read()).containsExactly(new ApiKey("ci", hash, "ada", "pro", "acme", null, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet", "keys: []", "{}"})
    void a_file_without_keys_is_good(String text) {
        folder.write(text);

        assertThat(folder.ids()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_holds_none() {
        assertThat(folder.ids()).isEmpty();
    }

    @Test
    void no_file_is_looked_for_where_none_is_named() {
        assertThat(KeysFile.of(path, Settings.read(key -> Optional.empty()), text -> text))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-31, 2027-02-01T00:00:00Z",
        "2027-12-31, 2028-01-01T00:00:00Z",
        "2027-01-31T12:00:00Z, 2027-01-31T12:00:00Z",
        "2027-01-31T12:00:00+02:00, 2027-01-31T10:00:00Z"
    })
    void a_key_works_through_its_last_day_or_until_an_instant(String expires, Instant end) {
        folder.write("keys: [" + KeysFolder.entry("ci", ", expires: \"" + expires + "\"") + "]");

        assertThat(only().expires()).isEqualTo(end);
        assertThat(only().expired(end.minusMillis(1))).isFalse();
        assertThat(only().expired(end)).isTrue();
    }

    @Test
    void placeholders_work_in_every_value() {
        folder.write("keys: [" + KeysFolder.entry("ci", "").replace("acme", "\"{{tenant}}\"") + "]");

        assertThat(only().tenant()).isEqualTo("umbrella");
    }

    @Test
    void hex_digits_may_be_capitals() {
        String hash = new Pepper(KeysFolder.PEPPER).hash("bk_ci");
        folder.write("keys: [" + KeysFolder.entry("ci", "").replace(hash, hash.toUpperCase(Locale.ROOT)) + "]");

        assertThat(only().hash()).isEqualTo(hash);
    }

    @Test
    void a_key_is_not_told_by_its_hash() {
        folder.write("keys: [" + KeysFolder.entry("ci", "") + "]");

        assertThat(only()).hasToString("API key ci");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", colour: red | keys.yaml:2: keys.0.colour: is not a key of this file",
                ", admin: maybe | keys.yaml:2: keys.0.admin",
                ", expires: 2027-02-30 | keys.yaml:2: keys.0.expires: is neither a date nor an instant",
                ", expires: soon | Write for example \"expires: 2027-01-31\"",
                ", expires: 2027 | keys.yaml:2: keys.0.expires"
            })
    void what_cannot_be_is_told_with_its_line(String more, String told) {
        folder.write("keys:", "  - " + KeysFolder.entry("ci", more));

        assertThat(folder.told()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tier: pro | tier: gold | keys.yaml:1: keys.0.tier: there is no tier \"gold\". Write one of: free, pro",
                "tenant: acme | tenant: ' ' | keys.0.tenant",
                "user: ada | user: \"a\\tb\" | keys.0.user",
                "user: ada | user: 42 | keys.0.user: integer found, string expected",
                "id: ci | id: '-x' | keys.0.id",
                ", tenant: acme | '' | keys.0.tenant: is missing",
                "hash: \"  | hash: \"a | keys.0.hash: does not match"
            })
    void a_bad_entry_is_told_with_an_example(String good, String bad, String told) {
        folder.write("keys: [" + KeysFolder.entry("ci", "").replace(good.strip(), bad) + "]");

        assertThat(folder.told()).contains(told);
    }

    @Test
    void two_keys_of_one_id_or_of_one_hash_are_told() {
        String entry = KeysFolder.entry("ci", "");
        folder.write("keys:", "  - " + entry, "  - " + entry);

        assertThat(folder.told().lines())
                .containsExactly(
                        "keys.yaml:3: keys.1.id: is the id of another key too. Give each its own",
                        "keys.yaml:3: keys.1.hash: is the hash of another key too. Remove one of them");
    }

    @Test
    void what_is_no_yaml_or_names_nothing_is_told() {
        assertThat(folder.write("keys: [").told()).contains("is not valid YAML");
        assertThat(folder.write("kees: []").told()).contains("Did you mean \"keys: []\"?");
        assertThat(folder.write("keys: [" + KeysFolder.entry("\"{{nothing}}\"", "") + "]")
                        .told())
                .contains("names a placeholder that has no value");
    }
}
