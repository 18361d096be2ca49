package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hits that turn wrong all of a sudden. */
final class DriftAlarmTest {
    private static final double BOUND = 0.05;

    /** Checks until it rings, or the limit. */
    private static int ringsAfter(double error, int limit, long seed) {
        Random random = new Random(seed);
        DriftAlarm alarm = DriftAlarm.QUIET;
        for (int i = 1; i <= limit; i++) {
            alarm = alarm.with(random.nextDouble() >= error, BOUND);
            if (alarm.ringing()) {
                return i;
            }
        }
        return limit;
    }

    @Test
    void a_long_good_record_does_not_delay_it() {
        DriftAlarm alarm = DriftAlarm.QUIET;
        for (int i = 0; i < 10_000; i++) {
            alarm = alarm.with(true, BOUND);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(alarm.ringing()).isFalse();
            alarm = alarm.with(false, BOUND);
        }
        assertThat(alarm.ringing()).isTrue();
    }

    @Test
    void hits_that_are_wrong_half_the_time_ring_within_a_few_checks() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(ringsAfter(0.5, 1000, seed)).isLessThan(80);
        }
    }

    @Test
    void an_error_at_the_bound_rings_no_sooner_than_every_thousand_checks_on_average() {
        double sum = 0;
        for (long seed = 0; seed < 200; seed++) {
            sum += ringsAfter(BOUND, 20_000, seed);
        }
        assertThat(sum / 200).isGreaterThan(1000);
    }
}
