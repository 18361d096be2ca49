package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bactrian.feature.Feature.Retry;
import org.junit.jupiter.api.Test;

/** Pauses grow, are cut by chance and by their cap, and never undercut what the provider asked for. */
final class BackoffTest {
    private static final Retry RETRY = new Retry(3, Duration.ofMillis(200), Duration.ofSeconds(5));

    private static long pause(double random, int failures) {
        return new Backoff(() -> random).pause(RETRY, failures, null).toMillis();
    }

    @Test
    void the_longest_pause_doubles_with_each_failure() {
        assertThat(pause(1, 1)).isEqualTo(200);
        assertThat(pause(1, 2)).isEqualTo(400);
        assertThat(pause(1, 3)).isEqualTo(800);
    }

    @Test
    void chance_takes_any_share_of_it_down_to_nothing() {
        assertThat(pause(0, 3)).isZero();
        assertThat(pause(0.5, 3)).isEqualTo(400);
        assertThat(pause(0.25, 1)).isEqualTo(50);
    }

    @Test
    void the_cap_holds_however_many_failures_there_were() {
        for (int failures : new int[] {6, 10, 31, 63, 64, 1_000_000}) {
            assertThat(pause(1, failures)).isEqualTo(5_000);
        }
    }

    @Test
    void retry_after_is_a_floor_even_above_the_cap() {
        Backoff backoff = new Backoff(() -> 1);

        assertThat(backoff.pause(RETRY, 1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.pause(RETRY, 1, Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.pause(RETRY, 1, Duration.ofSeconds(-1))).isEqualTo(Duration.ofMillis(200));
    }
}
