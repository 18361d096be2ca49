package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A PostgreSQL that is lost holds nobody for long, and is found again. */
@Timeout(120)
final class StoreOutageTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Seconds: less than what a driver and a pool wait if nobody tells them, more than a slow machine needs. */
    private static final int SOON = 25;

    private final String url = Postgres.freshUrl();

    private static StoreSettings impatient(String url) {
        return new StoreSettings(url, "sa", "", 2, SHORT, SHORT);
    }

    private static int one(Store store) {
        return store.jdbi()
                .withHandle(handle ->
                        handle.createQuery("select 1").mapTo(Integer.class).one());
    }

    @Test
    void a_server_that_was_restarted_is_found_again() {
        try (Gateway gateway = new Gateway(url);
                Store store = Store.open(impatient(gateway.through(url)))) {
            assertThat(one(store)).isOne();
            gateway.end();
            assertThatThrownBy(() -> one(store)).isInstanceOf(JdbiException.class);

            gateway.comeBack();

            await().atMost(PATIENCE).ignoreExceptions().until(() -> one(store) == 1);
        }
    }

    @Test
    void connections_that_the_server_ended_are_replaced_before_a_caller_notices() {
        try (Store store = Store.open(impatient(url))) {
            assertThat(one(store)).isOne();
            Postgres.execute(
                    url,
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bactrian'"
                            + " and datname = current_database()");

            await().atMost(PATIENCE).ignoreExceptions().until(() -> one(store) == 1);
        }
    }

    @Test
    @Timeout(value = SOON, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_network_that_falls_silent_holds_no_caller_for_long() {
        try (Gateway gateway = new Gateway(url);
                Store store = Store.open(impatient(gateway.through(url)))) {
            assertThat(one(store)).isOne();
            gateway.fallSilent();

            assertThatThrownBy(() -> one(store)).isInstanceOf(JdbiException.class);
            gateway.comeBack();

            await().atMost(PATIENCE).ignoreExceptions().until(() -> one(store) == 1);
        }
    }

    @Test
    @Timeout(value = SOON, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_caller_waits_no_longer_for_a_connection_than_told() {
        try (Store store = Store.open(impatient(url))) {
            try (Handle first = store.jdbi().open();
                    Handle second = store.jdbi().open()) {
                assertThat(first).isNotEqualTo(second);
                assertThatThrownBy(() -> one(store)).isInstanceOf(ConnectionException.class);
            }
            assertThat(one(store)).isOne();
        }
    }
}
