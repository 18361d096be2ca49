package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are hashed as RFC 2104 says, under a secret that is one. */
final class PepperTest {
    /** RFC 4231, test case 1: a secret of twenty bytes 0x0b. */
    @Test
    void the_hash_is_hmac_sha_256_in_hex() {
        assertThat(new Pepper("\u000b".repeat(20)).hash("Hi There"))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @Test
    void another_pepper_gives_another_hash() {
        assertThat(new Pepper("pepper-one").hash("key")).isNotEqualTo(new Pepper("pepper-two").hash("key"));
    }

    @Test
    void an_empty_pepper_is_told_with_what_to_do() {
        assertThatThrownBy(() -> new Pepper(""))
                .hasMessageContainingAll("application.properties: llm.keys-pepper: is not set", "LLM_KEYS_PEPPER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "pepper", "1234567"})
    void a_short_pepper_is_told_and_not_shown(String pepper) {
        assertThatThrownBy(() -> new Pepper(pepper))
                .hasMessageContaining("llm.keys-pepper: is shorter than 8 characters")
                .message()
                .doesNotContain("\"" + pepper + "\"");
    }
}
