package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The window never counts too little, and waits no longer than a six-hundredth of it too long. */
final class WindowTest {
    private static final long LENGTH = Duration.ofSeconds(60).toNanos();
    private static final long GRAIN = LENGTH / 600;
    private static final int LIMIT = 1_000;

    private record Use(long time, long amount) {}

    private final Window window = new Window(Duration.ofSeconds(60));
    private final List<Use> uses = new ArrayList<>();

    private void use(long now, long amount) {
        window.use(now, amount);
        uses.add(new Use(now, amount));
    }

    private long exactlyUsed(long now) {
        return uses.stream()
                .filter(use -> now - use.time() < LENGTH)
                .mapToLong(Use::amount)
                .sum();
    }

    @Test
    void no_limit_is_no_waiting() {
        use(0, Integer.MAX_VALUE);

        assertThat(window.untilRoom(0, Integer.MAX_VALUE, null)).isZero();
    }

    @Test
    void the_limit_holds_in_every_window_of_random_traffic() {
        Random random = new Random(42);
        long now = Long.MAX_VALUE - LENGTH;
        for (int step = 0; step < 3_000; step++) {
            now += random.nextLong(GRAIN * 4);
            int amount = random.nextInt(1, 60);
            if (window.untilRoom(now, amount, LIMIT) == 0) {
                use(now, amount);
            }
            assertThat(exactlyUsed(now)).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(uses.size()).isGreaterThan(300);
    }

    @Test
    void the_wait_it_tells_is_enough_and_next_to_no_longer_than_needed() {
        Random random = new Random(7);
        long now = 0;
        for (int step = 0; step < 1_000; step++) {
            int amount = random.nextInt(1, 100);
            long wait = window.untilRoom(now, amount, LIMIT);
            if (wait > GRAIN) {
                assertThat(exactlyUsed(now + wait - GRAIN - 1) + amount).isGreaterThan(LIMIT);
            }
            now += wait;
            assertThat(window.untilRoom(now, amount, LIMIT)).isZero();
            assertThat(exactlyUsed(now) + amount).isLessThanOrEqualTo(LIMIT);
            use(now, amount);
            now += random.nextLong(GRAIN / 4);
        }
    }

    @Test
    void what_is_larger_than_the_limit_waits_until_nothing_is_used() {
        use(0, 1);
        use(LENGTH / 2, 1);

        assertThat(window.untilRoom(LENGTH / 2, LIMIT + 1, LIMIT)).isEqualTo(LENGTH);
        assertThat(window.untilRoom(LENGTH * 3 / 2, LIMIT + 1, LIMIT)).isZero();
    }
}
