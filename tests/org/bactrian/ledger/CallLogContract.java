package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call leaves one row; a subclass brings the store. */
abstract class CallLogContract {
    private final String url = freshUrl();
    private final Store store = Store.open(url, "sa", "");
    private final Books books = new Books(url);
    private final CallLog log = new CallLog(store);

    /** The URL of an empty store, its user included. */
    abstract String freshUrl();

    @AfterEach
    void close() {
        log.close();
        store.close();
    }

    private static CallRow row(String id) {
        return new CallRow(
                id,
                Instant.parse("2026-11-24T23:59:59.5Z"),
                "triage",
                "http",
                "ada",
                "free",
                "default",
                "sim-small",
                "triage.v1",
                "ok",
                "miss",
                "",
                2,
                100,
                20,
                new BigDecimal("0.000012345678"),
                new BigDecimal("0.000000000009"),
                345);
    }

    @Test
    void a_row_arrives_as_it_was() throws Exception {
        log.add(row("one"));
        log.flush();

        String where = " from call_log where inference_id = 'one' and user_id = 'ada' and cache = 'miss'"
                + " and called_at = timestamp with time zone '2026-11-24 23:59:59.5+00'";
        assertThat(books.sum("select cost_usd" + where)).isEqualByComparingTo("0.000012345678");
        assertThat(books.sum("select saved_usd" + where)).isEqualByComparingTo("0.000000000009");
        assertThat(books.sum("select attempts" + where)).isEqualByComparingTo("2");
        assertThat(books.sum("select latency_ms" + where)).isEqualByComparingTo("345");
    }

    @Test
    void closing_writes_what_still_waits() throws Exception {
        log.add(row("one"));
        log.add(row("two"));

        log.close();

        assertThat(books.count("call_log")).isEqualTo(2);
    }

    @Test
    void more_rows_than_one_batch_holds_all_arrive() throws Exception {
        for (int i = 0; i < 1_234; i++) {
            log.add(row("row-" + i));
        }

        log.flush();

        assertThat(books.count("call_log")).isEqualTo(1_234);
    }

    @Test
    void rows_of_many_threads_all_arrive_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                callers.add(() -> {
                    for (int j = 0; j < 250; j++) {
                        log.add(row(UUID.randomUUID().toString()));
                    }
                    return true;
                });
            }
            for (Future<Boolean> caller : threads.invokeAll(callers)) {
                assertThat(caller.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        log.close();

        assertThat(books.sum("select count(distinct inference_id) from call_log"))
                .isEqualByComparingTo("2000");
        assertThat(books.count("call_log")).isEqualTo(2_000);
    }

    @Test
    void rows_that_cannot_be_written_now_are_written_later() throws Exception {
        log.add(row("one"));
        store.jdbi().useHandle(handle -> handle.execute("alter table call_log rename to elsewhere"));
        log.flush();
        store.jdbi().useHandle(handle -> handle.execute("alter table elsewhere rename to call_log"));

        log.flush();

        assertThat(books.count("call_log")).isEqualTo(1);
    }

    @Test
    void a_row_that_can_never_be_written_does_not_hold_up_the_others() throws Exception {
        CallRow good = row("good");
        log.add(new CallRow(
                "bad",
                good.calledAt(),
                "f".repeat(300),
                "http",
                "ada",
                "free",
                "default",
                "",
                "",
                "ok",
                "miss",
                "",
                0,
                0,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0));
        log.add(good);

        log.flush();
        log.flush();

        assertThat(books.sum("select count(*) from call_log where inference_id = 'good'"))
                .isEqualByComparingTo("1");
    }
}
