package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store has taken rows, but the connection is lost before it can say so: no call is in the log twice. */
final class CallLogInDoubtTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int ROWS = 3;

    private final String url = Postgres.freshUrl();
    private final Gateway gateway = new Gateway(url);
    /** A commit that is a prepared statement would not be seen on its way. */
    private final Store store =
            Store.open(new StoreSettings(gateway.through(url) + "&prepareThreshold=0", "sa", "", 2, SHORT, SHORT));

    private final CallLog log = new CallLog(store);
    private final Books books = new Books(url);

    @AfterEach
    void close() {
        log.close();
        store.close();
        gateway.close();
    }

    private void add(String id) {
        Instant now = Instant.parse("2026-11-24T12:00:00Z");
        BigDecimal none = BigDecimal.ZERO;
        log.add(new CallRow(
                id,
                now,
                "triage",
                "http",
                "ada",
                "free",
                "acme",
                "small",
                "triage.v1",
                "ok",
                "miss",
                "",
                1,
                1,
                1,
                none,
                none,
                1));
    }

    private void addRows() {
        for (int i = 0; i < ROWS; i++) {
            add("row-" + i);
        }
    }

    @Test
    void rows_whose_commit_was_not_answered_are_there_once() throws Exception {
        gateway.loseReplyTo("COMMIT");
        addRows();

        await().atMost(PATIENCE).until(gateway::isLossless);
        log.flush();
        add("after");
        log.flush();

        assertThat(books.count("call_log")).isEqualTo(ROWS + 1);
    }

    @Test
    void rows_are_there_once_even_if_the_store_stays_away_for_a_while() throws Exception {
        gateway.loseReplyTo("COMMIT");
        addRows();
        await().atMost(PATIENCE).until(gateway::isLossless);
        gateway.end();
        log.flush();
        add("after");
        log.flush();

        gateway.comeBack();

        await().atMost(PATIENCE).until(() -> {
            log.flush();
            return books.count("call_log") > ROWS;
        });
        assertThat(books.count("call_log")).isEqualTo(ROWS + 1);
    }
}
