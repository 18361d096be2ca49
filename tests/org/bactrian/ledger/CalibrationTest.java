package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a model bills beyond what we count is held from the next call on. */
final class CalibrationTest {
    private static final String MODEL = "large";

    private final Store store = Store.open(Store.memoryUrl("calibration-" + UUID.randomUUID()), "sa", "");
    private final Calibration calibration = new Calibration(store);

    @AfterEach
    void close() {
        store.close();
    }

    private List<BigDecimal> rows() {
        return store.jdbi().withHandle(handle -> handle.createQuery("select ratio from calibration")
                .mapTo(BigDecimal.class)
                .list());
    }

    @Test
    void a_model_nobody_knows_is_held_a_tenth_and_a_frame_more_than_we_count() {
        assertThat(calibration.held(MODEL, 1_000)).isEqualTo(1_116);
        assertThat(calibration.held(MODEL, 0)).isEqualTo(16);
        assertThat(calibration.likely(MODEL, 1_000)).isEqualTo(1_000);
    }

    @Test
    void an_underestimate_happens_once() {
        for (int counted : new int[] {20, 333, 7_919}) {
            int billed = counted * 3 / 2 + 7;
            calibration.observe(MODEL, counted, billed);

            assertThat(calibration.held(MODEL, counted)).isGreaterThanOrEqualTo(billed);
            assertThat(calibration.likely(MODEL, counted)).isBetween(counted, billed);
        }
        assertThat(calibration.held(MODEL, 100_000)).isBetween(150_000, 165_000);
    }

    @Test
    void each_model_has_a_ratio_of_its_own() {
        calibration.observe("other", 1_000, 3_000);

        assertThat(calibration.held(MODEL, 1_000)).isEqualTo(1_116);
    }

    @Test
    void a_bill_that_cannot_be_true_raises_it_to_four_at_most() {
        calibration.observe(MODEL, 10, Integer.MAX_VALUE);
        assertThat(calibration.held(MODEL, 1_000)).isEqualTo(4_216);

        calibration.observe("other", 1_000, 0);
        calibration.observe("other", 0, 50);
        assertThat(calibration.held("other", 1_000)).isEqualTo(1_116);
    }

    @Test
    void lower_bills_take_it_back_slowly() {
        calibration.observe(MODEL, 1_000, 2_016);

        calibration.observe(MODEL, 1_000, 900);
        assertThat(calibration.held(MODEL, 1_000)).isBetween(2_110, 2_116);

        IntStream.range(0, 20_000).forEach(i -> calibration.observe(MODEL, 1_000, 900));
        assertThat(calibration.held(MODEL, 1_000)).isEqualTo(1_116);
    }

    @Test
    void what_was_learnt_outlives_the_process() {
        calibration.observe(MODEL, 1_000, 1_777);
        calibration.save();
        calibration.observe(MODEL, 1_000, 2_345);
        calibration.save();

        assertThat(new Calibration(store).likely(MODEL, 1_000)).isBetween(2_329, 2_330);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void it_is_saved_in_the_background() {
        Ledger ledger = new Ledger(store, Clock.systemUTC());
        ledger.calibration().observe(MODEL, 1_000, 2_016);

        try (Clerk clerk = new Clerk(ledger, Ledger.LEASE)) {
            await().untilAsserted(
                            () -> assertThat(rows()).as("written by %s", clerk).hasSize(1));
        }
    }

    @Test
    void a_change_of_less_than_a_hundredth_is_not_written() {
        calibration.observe(MODEL, 1_000, 2_016);
        calibration.save();
        calibration.observe(MODEL, 1_000, 2_030);
        calibration.save();
        calibration.observe("other", 1_000, 1_020);
        calibration.save();

        assertThat(rows()).containsExactly(new BigDecimal("2.0000"));
    }

    @Test
    void two_nodes_may_learn_of_one_model_at_the_same_time() {
        Calibration second = new Calibration(store);
        second.observe(MODEL, 1_000, 2_016);
        calibration.observe(MODEL, 1_000, 3_016);

        calibration.save();
        second.save();

        assertThat(rows()).containsExactly(new BigDecimal("2.0000"));
    }

    @Test
    void many_threads_learn_the_highest() {
        IntStream.range(0, 2_000).parallel().forEach(i -> calibration.observe(MODEL, 1_000, i == 999 ? 3_016 : 900));

        assertThat(calibration.likely(MODEL, 1_000))
                .as("at least after two thousand lower bills")
                .isBetween(1_700, 3_000);
    }
}
