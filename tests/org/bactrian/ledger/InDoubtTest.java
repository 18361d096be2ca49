package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store has taken a transaction, but the connection is lost before it can say so: nothing is booked twice. */
final class InDoubtTest {
    private static final Purpose PURPOSE = new Purpose("inference", "triage", "sim-small", Money.PRICE);
    private static final Scope USER = Money.scope("user", "triage/default/ada", "1.00");
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final String url = Postgres.freshUrl();
    private final Gateway gateway = new Gateway(url);
    /** A commit that is a prepared statement would not be seen on its way. */
    private final Store store =
            Store.open(new StoreSettings(gateway.through(url) + "&prepareThreshold=0", "sa", "", 2, SHORT, SHORT));

    private final Ledger ledger = new Ledger(store, Clock.systemUTC());
    private final Books books = new Books(url);

    @AfterEach
    void close() {
        store.close();
        gateway.close();
    }

    private Hold hold(String amount) throws BudgetExceededException {
        return ledger.reserve(PURPOSE, List.of(USER), new BigDecimal(amount), LIFE);
    }

    private void settle(Hold hold, String amount) {
        ledger.settle(hold, new BigDecimal(amount), new Usage(10, 0, 5), Kind.SETTLED);
    }

    private void flushUntilWritten() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            ledger.flush();
            assertThat(ledger.isUnwritten()).isFalse();
        });
    }

    private void assertSumsAgree() throws Exception {
        assertThat(books.entries("%")).isEqualByComparingTo(books.spent(USER));
        assertThat(books.sum("select sum(amount) from slice")).isEqualByComparingTo(books.held(USER));
        assertThat(books.sum("select min(amount) from slice")).isNotNegative();
    }

    @Test
    void what_was_settled_is_booked_once() throws Exception {
        settle(hold("0.40"), "0.30");
        gateway.loseReplyTo("COMMIT");

        flushUntilWritten();

        assertThat(gateway.isLossless()).isTrue();
        assertThat(books.entries("settled")).isEqualByComparingTo("0.30");
        assertThat(books.spent(USER)).isEqualByComparingTo("0.30");
        assertSumsAgree();
    }

    @Test
    void what_was_settled_after_it_is_booked_too() throws Exception {
        Hold first = hold("0.40");
        Hold second = hold("0.40");
        settle(first, "0.30");
        gateway.end();
        assertThat(books.entries("%")).isZero();
        settle(second, "0.20");
        gateway.comeBack();
        gateway.loseReplyTo("COMMIT");

        flushUntilWritten();

        assertThat(gateway.isLossless()).isTrue();
        assertThat(books.spent(USER)).isEqualByComparingTo("0.50");
        assertSumsAgree();
    }

    @Test
    void what_was_given_is_not_lost() throws Exception {
        gateway.loseReplyTo("COMMIT");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> settle(hold("0.90"), "0.10"));
        assertThat(gateway.isLossless()).isTrue();

        ledger.close();

        assertThat(books.held(USER)).isZero();
        assertThat(books.spent(USER)).isEqualByComparingTo("0.10");
        assertThat(books.count("owner")).isZero();
    }

    @Test
    void what_was_given_back_is_not_spent_again() throws Exception {
        settle(hold("0.60"), "0.10");
        flushUntilWritten();
        await().atMost(PATIENCE).untilAsserted(() -> {
            gateway.loseReplyTo("COMMIT");
            tidyQuietly();
            assertThat(books.held(USER)).isZero();
        });

        assertThat(hold("0.90").amount()).isEqualByComparingTo("0.90");
        assertThat(books.spent(USER).add(books.held(USER))).isLessThanOrEqualTo(USER.cap());
        assertThat(books.held(USER)).isGreaterThanOrEqualTo(new BigDecimal("0.90"));
        assertSumsAgree();
    }

    private void tidyQuietly() {
        try {
            ledger.tidy();
        } catch (RuntimeException e) {
            assertThat(gateway.isLossless()).isTrue();
        }
    }
}
