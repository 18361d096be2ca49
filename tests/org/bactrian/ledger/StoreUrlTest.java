package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a URL only what cannot be a secret is shown. */
final class StoreUrlTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/bactrian?user=ada&password=secret, jdbc:postgresql://db:5432/bactrian",
        "jdbc:postgresql://db/bactrian, jdbc:postgresql://db/bactrian",
        "jdbc:postgresql://[::1]:5432/?password=secret, jdbc:postgresql://[::1]:5432/",
        "'jdbc:postgresql://one:5432,two/b?targetServerType=primary', 'jdbc:postgresql://one:5432,two/b'",
        "jdbc:postgresql:bactrian?password=secret, jdbc:postgresql:bactrian",
        "jdbc:h2:file:/home/a@b/what?/data;PASSWORD=secret, jdbc:h2:file:/home/a@b/what?/data",
        "jdbc:h2:tcp://db/~/b;PASSWORD=secret, jdbc:h2:tcp://db/~/b",
    })
    void an_address_is_shown_and_its_parameters_are_not(String url, String shown) {
        assertThat(StoreUrl.shown(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://ada:secret@db/bactrian",
                "jdbc:postgresql://ada:secret?x@db/bactrian",
                "jdbc:postgresql://ada:secret/x@db/bactrian",
                "jdbc:postgresql://ada:secret;x@db/bactrian?user=ada",
                "jdbc:oracle:thin:ada/secret@//db/bactrian",
                "secret@db",
                "secret\nsecret"
            })
    void what_is_no_plain_address_is_not_shown(String url) {
        assertThat(StoreUrl.isPlain(url)).isFalse();
        assertThat(StoreUrl.shown(url)).doesNotContain("secret").endsWith("...");
    }

    @Test
    void what_a_driver_says_is_cleaned_of_url_and_password() {
        StoreSettings settings = StoreSettings.of("jdbc:h2:mem:x;PASSWORD=one", "sa", "two");

        assertThat(StoreUrl.clean(
                        settings, "cannot open jdbc:h2:mem:x;PASSWORD=one with two and password=three;\nmore"))
                .isEqualTo("cannot open jdbc:h2:mem:x with ... and password=...;");
    }

    @Test
    void settings_in_a_log_tell_no_password() {
        assertThat(StoreSettings.of("jdbc:postgresql://db/b?password=one", "sa", "two"))
                .hasToString("jdbc:postgresql://db/b");
    }
}
