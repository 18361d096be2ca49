package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A turn sleeps as long as it planned, each time, and does not poll. */
final class TurnTest {
    private static final long PAUSE = 20_000_000;
    private static final long FAR = 3_600_000_000_000L;

    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final Turn turn = new Turn("acme", 1, System.nanoTime() + FAR);

    private long slept() {
        long begun = System.nanoTime();
        turn.plan(begun, PAUSE);
        assertThat(turn.sleep(left, begun)).isFalse();
        return System.nanoTime() - begun;
    }

    @Test
    void it_sleeps_as_planned_again_and_again() {
        for (int time = 0; time < 3; time++) {
            assertThat(slept()).isGreaterThanOrEqualTo(PAUSE);
        }
    }

    @Test
    void it_is_woken_only_to_look_earlier_than_planned() {
        long now = System.nanoTime();
        turn.plan(now, PAUSE);
        turn.wakeIn(now, PAUSE);
        turn.wakeIn(now, 0);
        turn.sleep(left, now);
        assertThat(System.nanoTime() - now).isGreaterThanOrEqualTo(PAUSE);

        turn.plan(now, FAR);
        turn.wakeIn(now, PAUSE);
        assertThat(turn.sleep(left, now)).isFalse();
    }

    @Test
    void it_gives_up_when_its_time_is_up_or_surely_will_be() {
        Turn brief = new Turn("acme", 1, PAUSE);

        assertThat(brief.givesUp(0, 0)).isFalse();
        assertThat(brief.givesUp(0, PAUSE)).isFalse();
        assertThat(brief.givesUp(0, PAUSE + 1)).isTrue();
        assertThat(brief.givesUp(PAUSE, 0)).isTrue();
    }
}
