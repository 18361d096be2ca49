package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations are a whole number and a unit. */
final class SpanTest {
    @Test
    void each_unit_is_read() {
        assertThat(Span.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Span.parse("3s")).isEqualTo(Duration.ofSeconds(3));
        assertThat(Span.parse("15m")).isEqualTo(Duration.ofMinutes(15));
        assertThat(Span.parse("24h")).isEqualTo(Duration.ofHours(24));
        assertThat(Span.parse("30d")).isEqualTo(Duration.ofDays(30));
        assertThat(Span.parse("0ms")).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "ms", "3", "3 s", "3S", "1.5s", "3w", "PT3S", "-3s", "99999999999999999999s"})
    void anything_else_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> Span.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 500ms, 3s, 24h or 30d");
    }

    @Test
    void a_number_of_days_that_no_clock_can_hold_is_refused_in_the_same_way() {
        assertThatThrownBy(() -> Span.parse(Long.MAX_VALUE + "d")).isInstanceOf(IllegalArgumentException.class);
    }
}
