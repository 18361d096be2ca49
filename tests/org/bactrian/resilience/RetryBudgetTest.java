package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Retries stay a share of the requests, however much fails; a quiet flow is lent one. */
final class RetryBudgetTest {
    private static final int LENT = 3;
    private static final int SAVED = 10;
    private static final int THREADS = 4;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final RetryBudget budget = new RetryBudget(0.1, clock::get);

    private int retries(int wanted) {
        return (int) IntStream.range(0, wanted).filter(i -> budget.tryRetry()).count();
    }

    private void requests(int many) {
        IntStream.range(0, many).forEach(i -> budget.request());
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** Sixty seconds of 50 requests a second that all fail and want two retries each. */
    private int retriesOfAnOutage() {
        int retries = 0;
        for (int request = 0; request < 3_000; request++) {
            pass(Duration.ofMillis(20));
            budget.request();
            retries += retries(2);
        }
        return retries;
    }

    @Test
    void an_outage_of_a_minute_makes_at_most_a_tenth_more_attempts() {
        assertThat(3_000 + retriesOfAnOutage()).isBetween(3_290, 3_300);
    }

    @Test
    void an_outage_after_busy_hours_adds_no_more_than_the_few_that_were_saved() {
        requests(1_000_000);

        assertThat(retriesOfAnOutage()).isLessThanOrEqualTo(300 + SAVED);
    }

    @Test
    void a_new_flow_is_lent_three_at_once_and_then_one_each_ten_seconds() {
        assertThat(retries(10)).isEqualTo(LENT);

        pass(Duration.ofMillis(9_999));
        assertThat(retries(10)).isZero();

        pass(Duration.ofMillis(1));
        assertThat(retries(10)).isEqualTo(1);

        pass(Duration.ofMillis(19_999));
        assertThat(retries(10)).isEqualTo(1);

        pass(Duration.ofMillis(1));
        assertThat(retries(10)).isEqualTo(1);
    }

    @Test
    void what_a_quiet_day_lends_is_not_more_than_three() {
        retries(LENT);
        pass(Duration.ofDays(1));

        assertThat(retries(10)).isEqualTo(LENT);
    }

    @Test
    void a_quiet_flow_that_always_fails_still_gets_its_retry() {
        int got = 0;
        for (int minute = 0; minute < 1_000; minute++) {
            pass(Duration.ofMinutes(1));
            budget.request();
            got += retries(1);
        }

        assertThat(got).isEqualTo(1_000);
    }

    @Test
    void what_was_lent_is_paid_back_before_requests_add_anything() {
        retries(LENT);

        requests(30);
        assertThat(retries(1)).isZero();

        requests(10);
        assertThat(retries(2)).isEqualTo(1);
    }

    @Test
    void a_flow_that_was_quiet_for_long_owes_no_more_than_three() {
        for (int minute = 0; minute < 1_000; minute++) {
            pass(Duration.ofMinutes(1));
            retries(1);
        }
        retries(10);

        requests(40);
        assertThat(retries(2)).isEqualTo(1);
    }

    @Test
    void ten_requests_make_exactly_one_retry() {
        retries(LENT);
        requests(30);

        requests(9);
        assertThat(retries(1)).isZero();
        requests(1);
        assertThat(retries(2)).isEqualTo(1);
    }

    @Test
    void a_flow_that_was_busy_and_fell_quiet_is_lent_again() {
        retries(LENT);
        requests(1_000);
        retries(SAVED);

        pass(Duration.ofSeconds(10));
        assertThat(retries(1)).isZero();
        pass(Duration.ofSeconds(10));
        assertThat(retries(2)).isEqualTo(1);
    }

    @Test
    void a_ratio_of_nothing_means_never() {
        requests(1_000);
        budget.ratio(0);
        pass(Duration.ofDays(1));

        assertThat(retries(10)).isZero();
    }

    @Test
    void a_ratio_that_is_no_share_is_brought_into_bounds() {
        for (double none : new double[] {-1, Double.NaN, Double.NEGATIVE_INFINITY}) {
            budget.ratio(none);
            assertThat(retries(1)).isZero();
        }
        budget.ratio(Double.POSITIVE_INFINITY);
        retries(LENT);
        requests(LENT + 4);
        assertThat(retries(10)).isEqualTo(4);
    }

    @Test
    void a_changed_ratio_counts_from_the_next_request_on() {
        retries(LENT);
        budget.ratio(1);
        requests(LENT + 5);
        budget.ratio(0.1);

        requests(10);
        assertThat(retries(10)).isEqualTo(6);
    }

    @Test
    void no_request_is_lost_of_threads_that_ask_together() {
        budget.ratio(0.000_01);
        inParallel(budget::request);

        assertThat(retries(100)).isEqualTo(THREADS * 2 + LENT);
    }

    @Test
    void no_retry_is_given_twice_to_threads_that_ask_together() {
        AtomicInteger got = new AtomicInteger();
        inParallel(() -> {
            budget.request();
            got.addAndGet(budget.tryRetry() ? 1 : 0);
        });

        assertThat(got.get() + retries(SAVED + LENT)).isEqualTo(THREADS * 20_000);
    }

    private static void inParallel(Runnable work) {
        CountDownLatch together = new CountDownLatch(THREADS);
        Thread[] threads = new Thread[THREADS];
        Arrays.setAll(threads, i -> new Thread(() -> repeat(work, together)));
        Arrays.stream(threads).forEach(Thread::start);
        await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
    }

    private static void repeat(Runnable work, CountDownLatch together) {
        together.countDown();
        while (together.getCount() > 0) {
            Thread.onSpinWait();
        }
        for (int time = 0; time < 200_000; time++) {
            work.run();
        }
    }
}
