package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A deadline is a point in time that never moves. */
final class DeadlineTest {
    @Test
    void what_is_left_is_never_more_than_was_given() {
        assertThat(Deadline.in(Duration.ofMinutes(1)).left()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void one_in_the_future_has_not_passed() {
        assertThat(Deadline.in(Duration.ofMinutes(1)).passed()).isFalse();
    }

    @Test
    void one_in_the_past_has_passed_and_nothing_is_left_of_it() {
        Deadline past = Deadline.in(Duration.ofMillis(-1));

        assertThat(past.passed()).isTrue();
        assertThat(past.left()).isZero();
    }

    @Test
    void the_earlier_of_two_is_kept() {
        Deadline near = Deadline.in(Duration.ofSeconds(1));

        assertThat(near.orIn(Duration.ofMinutes(1))).isSameAs(near);
        assertThat(Deadline.in(Duration.ofMinutes(1))
                        .orIn(Duration.ofSeconds(1))
                        .left())
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void the_clock_may_wrap_around() {
        Deadline beyond = new Deadline(System.nanoTime() + Duration.ofDays(365).toNanos());

        assertThat(beyond.passed()).isFalse();
        assertThat(new Deadline(System.nanoTime() - Duration.ofDays(365).toNanos()).passed())
                .isTrue();
    }
}
