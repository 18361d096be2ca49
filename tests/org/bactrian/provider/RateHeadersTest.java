package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.resilience.RateHint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which a provider tells its limits is read, and no value from outside does harm. */
final class RateHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");

    private static Map<String, String> headers(String... namesAndValues) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    private static Duration retryAfter(String... namesAndValues) {
        return RateHeaders.retryAfter(headers(namesAndValues)::get, NOW);
    }

    private static RateHint hint(String... namesAndValues) {
        return RateHeaders.hint(headers(namesAndValues)::get, NOW);
    }

    private static Duration goReset(String text) {
        return hint("x-ratelimit-remaining-requests", "1", "x-ratelimit-reset-requests", text)
                .reset();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "7, PT7S",
        "' 7 ', PT7S",
        "0.25, PT0.25S",
        "007, PT7S",
        "-1, PT0S",
        "-0.5, PT0S",
        "-99999999999999999999999, PT0S",
        "86400, PT24H",
        "86401, PT24H",
        "99999999999999999999999999999999999999999999, PT24H"
    })
    void retry_after_is_told_in_seconds(String text, Duration wait) {
        assertThat(retryAfter("retry-after", text)).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({"1500, PT1.5S", "12.5, PT0.0125S", "-3, PT0S", "86400001, PT24H"})
    void retry_after_is_told_in_milliseconds(String text, Duration wait) {
        assertThat(retryAfter("Retry-After-Ms", text)).isEqualTo(wait);
    }

    @Test
    void milliseconds_win_unless_they_are_nonsense() {
        assertThat(retryAfter("retry-after-ms", "100", "retry-after", "9")).isEqualTo(Duration.ofMillis(100));
        assertThat(retryAfter("retry-after-ms", "soon", "retry-after", "9")).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Fri, 06 Nov 2026 08:50:07 GMT", "Friday, 06-Nov-26 08:50:07 GMT", "Fri Nov  6 08:50:07 2026"})
    void retry_after_is_told_as_a_date_in_each_form_http_knows(String date) {
        assertThat(retryAfter("Retry-After", date)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_date_that_is_past_means_now_and_one_far_off_means_a_day() {
        assertThat(retryAfter("Retry-After", "Fri, 06 Nov 2026 08:49:00 GMT")).isZero();
        assertThat(retryAfter("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "1e9999",
                "1e3",
                "NaN",
                "Infinity",
                "+7",
                "--7",
                "0x10",
                "7s",
                "7,5",
                ".",
                "-",
                "\u0667",
                "\uff17",
                "\u0967.5",
                "Fri, 99 Nov 2026 08:50:07 GMT",
                "Fri, \u0660\u0666 Nov 2026 08:50:07 GMT",
                "99999999999999999999999999999999999999999999999999999999999999999999999999"
            })
    void nonsense_is_as_if_nothing_were_said(String text) {
        assertThat(retryAfter("Retry-After", text)).isNull();
        assertThat(retryAfter("retry-after-ms", text)).isNull();
        assertThat(hint("x-ratelimit-remaining-requests", text)).isNull();
        assertThat(hint("anthropic-ratelimit-tokens-remaining", text)).isNull();
        assertThat(hint("x-ratelimit-remaining-tokens", "5", "anthropic-ratelimit-tokens-reset", text))
                .isEqualTo(new RateHint(null, 5, Duration.ofSeconds(1)));
    }

    @Test
    void nothing_said_is_nothing_known() {
        assertThat(retryAfter()).isNull();
        assertThat(hint()).isNull();
        assertThat(hint("x-ratelimit-reset-requests", "1s")).isNull();
    }

    @Test
    void openai_tells_what_is_left_and_the_later_reset_counts() {
        RateHint hint = hint(
                "x-ratelimit-remaining-requests", "59",
                "x-ratelimit-remaining-tokens", "149984",
                "x-ratelimit-reset-requests", "1s",
                "x-ratelimit-reset-tokens", "6m0s");

        assertThat(hint).isEqualTo(new RateHint(59, 149_984, Duration.ofMinutes(6)));
    }

    @Test
    void anthropic_tells_what_is_left_and_the_later_reset_counts() {
        RateHint hint = hint(
                "Anthropic-Ratelimit-Requests-Remaining", "0",
                "Anthropic-Ratelimit-Tokens-Remaining", "12000",
                "Anthropic-Ratelimit-Requests-Reset", "2026-11-06T08:50:07Z",
                "Anthropic-Ratelimit-Tokens-Reset", "2026-11-06T09:49:47+01:00");

        assertThat(hint).isEqualTo(new RateHint(0, 12_000, Duration.ofSeconds(30)));
    }

    @Test
    void either_half_may_be_missing() {
        assertThat(hint("x-ratelimit-remaining-requests", "3", "x-ratelimit-reset-requests", "2s"))
                .isEqualTo(new RateHint(3, null, Duration.ofSeconds(2)));
        assertThat(hint("x-ratelimit-remaining-tokens", "3", "x-ratelimit-reset-tokens", "2s"))
                .isEqualTo(new RateHint(null, 3, Duration.ofSeconds(2)));
        assertThat(hint("x-ratelimit-remaining-tokens", "3")).isEqualTo(new RateHint(null, 3, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "1s, PT1S",
        "6m0s, PT6M",
        "120ms, PT0.12S",
        "1h2m3s, PT1H2M3S",
        "7.66s, PT7.66S",
        "2m59.56s, PT2M59.56S",
        "1.5h, PT1H30M",
        "15us, PT0.000015S",
        "15\u00b5s, PT0.000015S",
        "900ns, PT0.0000009S",
        "0s, PT0S",
        "99999999999999999999h, PT24H",
        "25h, PT24H"
    })
    void a_reset_is_told_as_a_duration_of_go(String text, Duration reset) {
        assertThat(goReset(text)).isEqualTo(reset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-5s",
                "5",
                "5s!",
                "!5s",
                "5s 6s",
                "5d",
                "s",
                "5e9s",
                "5s5",
                "\u0665s",
                "2026-11-06T08:50:07Z"
            })
    void a_reset_in_no_known_form_is_taken_as_one_second(String text) {
        assertThat(goReset(text)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_reset_that_is_past_is_over_and_one_far_off_is_a_day() {
        String left = "anthropic-ratelimit-requests-remaining";
        String reset = "anthropic-ratelimit-requests-reset";

        assertThat(hint(left, "0", reset, "2026-11-06T08:49:00Z").reset()).isZero();
        assertThat(hint(left, "0", reset, "+999999999-12-31T23:59:59Z").reset()).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "9999999999", "2147483648", "99999999999999999999"})
    void a_count_that_cannot_be_meant_is_no_limit(String count) {
        assertThat(hint("x-ratelimit-remaining-requests", count)).isNull();
    }

    @Test
    void a_value_of_a_megabyte_is_not_looked_at() {
        String huge = "9".repeat(1 << 20);

        assertThatCode(() -> {
                    assertThat(retryAfter("Retry-After", huge)).isNull();
                    assertThat(hint("x-ratelimit-remaining-requests", huge)).isNull();
                    assertThat(goReset(huge + "s")).isEqualTo(Duration.ofSeconds(1));
                })
                .doesNotThrowAnyException();
    }
}
