package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys are in force, while their file changes. */
final class KeysTest {
    private static final Instant NOW = Instant.parse("2027-01-31T23:59:59Z");

    @TempDir
    Path path;

    private KeysFolder folder;

    @BeforeEach
    void write() {
        folder = new KeysFolder(path).write("keys: [" + KeysFolder.entry("ci", ", expires: 2027-01-31") + "]");
    }

    private Keys keys() {
        return keys(NOW);
    }

    private Keys keys(Instant now) {
        return new Keys(folder.file(), KeysFolder.PEPPER, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void a_key_is_found_by_its_hash() {
        assertThat(keys().configured()).isTrue();
        assertThat(keys().find("bk_ci"))
                .hasValueSatisfying(key -> assertThat(key.tenant()).isEqualTo("acme"));
    }

    @Test
    void another_text_is_no_key() {
        String hash = new Pepper(KeysFolder.PEPPER).hash("bk_ci");

        assertThat(keys().find("bk_ci2")).isEmpty();
        assertThat(keys().find("")).isEmpty();
        assertThat(keys().find(hash)).isEmpty();
    }

    @Test
    void a_hash_that_begins_alike_is_another() {
        String hash = new Pepper(KeysFolder.PEPPER).hash("bk_ci");
        String alike = hash.substring(0, 63) + (hash.endsWith("0") ? "1" : "0");
        folder.write("keys: [" + KeysFolder.entry("ci", "").replace(hash, alike) + "]");

        assertThat(keys().find("bk_ci")).isEmpty();
    }

    @Test
    void a_key_that_has_expired_is_none() {
        assertThat(keys(NOW.plusSeconds(1)).find("bk_ci")).isEmpty();
    }

    @Test
    void no_file_and_no_entry_mean_that_no_key_is_needed() {
        assertThat(new Keys(null, "", Clock.systemUTC()).configured()).isFalse();
        folder.write("keys: []");
        assertThat(keys().configured()).isFalse();
    }

    @Test
    void keys_without_a_pepper_are_told() {
        assertThatThrownBy(() -> new Keys(folder.file(), "", Clock.systemUTC()))
                .hasMessageContaining("llm.keys-pepper: is not set");
    }

    @Test
    void a_key_that_is_added_or_revoked_counts_at_the_next_look() {
        Keys keys = keys();
        folder.write("keys: [" + KeysFolder.entry("other", "") + "]");

        assertThat(keys.find("bk_ci")).isPresent();
        assertThat(keys.refresh()).isTrue();
        assertThat(keys.find("bk_ci")).isEmpty();
        assertThat(keys.find("bk_other")).isPresent();
        assertThat(keys.refresh()).isFalse();
    }

    @Test
    void the_first_key_closes_a_service_that_was_open() throws IOException {
        Files.delete(folder.path());
        Keys keys = keys();
        assertThat(keys.configured()).isFalse();
        folder.write("keys: [" + KeysFolder.entry("ci", "") + "]");

        assertThat(keys.refresh()).isTrue();
        assertThat(keys.configured()).isTrue();
    }

    @Test
    void a_bad_change_is_refused_and_the_old_keys_stay() {
        Keys keys = keys();
        folder.write("keys: [" + KeysFolder.entry("other", ", colour: red") + "]");

        assertThat(keys.refresh()).isFalse();
        assertThat(keys.find("bk_ci")).isPresent();
        assertThat(keys.find("bk_other")).isEmpty();
    }

    @Test
    void the_last_key_revoked_lets_nobody_in() {
        Keys keys = keys();
        folder.write("keys: []");

        assertThat(keys.refresh()).isTrue();
        assertThat(keys.configured()).isTrue();
        assertThat(keys.find("bk_ci")).isEmpty();
    }

    @Test
    void a_file_that_vanishes_or_is_emptied_changes_nothing() throws IOException {
        Keys keys = keys();
        Files.delete(folder.path());
        assertThat(keys.refresh()).isFalse();
        assertThat(keys.find("bk_ci")).isPresent();

        folder.write("");
        assertThat(keys.refresh()).isFalse();
        assertThat(keys.find("bk_ci")).isPresent();
    }

    @Test
    void keys_added_while_there_is_no_pepper_are_refused() {
        folder.write("keys: []");
        Keys keys = new Keys(folder.file(), "", Clock.systemUTC());
        folder.write("keys: [" + KeysFolder.entry("ci", "") + "]");

        assertThat(keys.refresh()).isFalse();
        assertThat(keys.configured()).isFalse();
    }
}
