package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What others say of a model refuses nothing by itself, and a success of our own ends it. */
final class RumourTest {
    private static final Duration LASTS = Duration.ofSeconds(30);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Rumour rumour = new Rumour(clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void nothing_is_refused_on_hearsay() {
        rumour.hear(LASTS);

        assertThat(rumour.confirmedFor()).isZero();
    }

    @Test
    void nothing_is_refused_for_a_failure_alone() {
        rumour.failed();

        assertThat(rumour.confirmedFor()).isZero();
    }

    @Test
    void a_failure_of_our_own_confirms_it_for_what_is_left_of_its_time() {
        rumour.hear(LASTS);
        pass(Duration.ofSeconds(10));
        rumour.failed();

        assertThat(rumour.confirmedFor()).isEqualTo(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(20));
        assertThat(rumour.confirmedFor()).isZero();
    }

    @Test
    void a_failure_after_its_time_confirms_nothing() {
        rumour.hear(LASTS);
        pass(LASTS);
        rumour.failed();
        pass(LASTS.negated());

        assertThat(rumour.confirmedFor()).isZero();
    }

    @Test
    void a_success_of_a_call_begun_since_ends_it() {
        rumour.hear(LASTS);
        rumour.failed();
        pass(Duration.ofNanos(1));

        assertThat(rumour.succeeded(clock.get())).isTrue();
        assertThat(rumour.confirmedFor()).isZero();
        rumour.failed();
        assertThat(rumour.confirmedFor()).isZero();
    }

    @Test
    void a_success_of_a_call_begun_before_says_nothing() {
        long begun = clock.get();
        pass(Duration.ofSeconds(1));
        rumour.hear(LASTS);
        rumour.failed();

        assertThat(rumour.succeeded(begun)).isFalse();
        assertThat(rumour.confirmedFor()).isEqualTo(LASTS);
    }
}
