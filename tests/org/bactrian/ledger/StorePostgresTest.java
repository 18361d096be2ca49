package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** PostgreSQL as the store: what is wrong is told in one sentence. */
@Timeout(120)
final class StorePostgresTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int NODES = 4;

    /** Seconds: less than what a driver and a pool wait if nobody tells them, more than a slow machine needs. */
    private static final int SOON = 25;

    private final String url = Postgres.freshUrl();
    private final String place = url.replaceFirst("[?].*", "");

    private static StoreSettings impatient(String url) {
        return new StoreSettings(url, "sa", "", 2, SHORT, SHORT);
    }

    private static String setting(Store store, String name) {
        return store.jdbi()
                .withHandle(handle ->
                        handle.createQuery("show " + name).mapTo(String.class).one());
    }

    @Test
    void a_new_store_is_migrated_and_may_be_open_elsewhere() throws Exception {
        try (Store store = Store.open(url, "sa", "")) {
            assertThat(store.exclusive()).isFalse();
            assertThat(new Books(url).count("entry")).isZero();
        }
    }

    @Test
    void our_connections_have_a_name_and_read_what_is_committed() {
        String serializable = url + "&options=-c%20default_transaction_isolation=serializable";
        try (Store store = Store.open(serializable, "sa", "")) {
            assertThat(setting(store, "application_name")).isEqualTo("bactrian");
            assertThat(setting(store, "transaction_isolation")).isEqualTo("read committed");
        }
    }

    @Test
    void nodes_that_start_at_once_migrate_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            List<Callable<Boolean>> nodes = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                nodes.add(() -> {
                    Store.open(url, "sa", "").close();
                    return true;
                });
            }
            for (Future<Boolean> node : threads.invokeAll(nodes)) {
                assertThat(node.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(new Books(url).sum("select count(*) from flyway_schema_history where version = '2'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void a_server_that_is_not_there_is_told() {
        try (Gateway gateway = new Gateway(url)) {
            String through = gateway.through(url);
            gateway.end();

            assertThatThrownBy(() -> Store.open(through, "sa", ""))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The store " + through.replaceFirst("[?].*", "")
                            + " cannot be reached (Connection refused): start it, or set llm.store.url");
        }
    }

    @Test
    @Timeout(value = SOON, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_server_that_says_nothing_is_told_in_time() {
        try (Gateway gateway = new Gateway(url)) {
            gateway.fallSilent();

            assertThatThrownBy(() -> Store.open(impatient(gateway.through(url))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(" cannot be reached (")
                    .hasMessageEndingWith("): start it, or set llm.store.url");
        }
    }

    @Test
    void a_wrong_password_is_told_without_it() {
        String bare = place + "?ApplicationName=test";
        String user = Postgres.parameter(url, "user");

        Throwable thrown = catchThrowable(() -> Store.open(bare, user, "wrong-secret"));

        assertThat(thrown)
                .isInstanceOf(StoreException.class)
                .hasMessage("The store " + place + " refuses the user or the password:"
                        + " check llm.store.url, llm.store.user and llm.store.password");
        assertThat(whole(thrown)).doesNotContain("wrong-secret");
    }

    @Test
    void a_wrong_password_in_the_url_is_told_without_it() {
        Throwable thrown =
                catchThrowable(() -> Store.open(place + "?user=postgres&password=wrong-secret", "sa", "other-secret"));

        assertThat(thrown).isInstanceOf(StoreException.class).hasMessageContaining("refuses the user or the password");
        assertThat(whole(thrown)).doesNotContain("secret");
    }

    @Test
    void a_password_before_the_host_is_refused_and_not_told() {
        Throwable thrown = catchThrowable(() -> Store.open(place.replace("//", "//postgres:wrong-secret@"), "sa", ""));

        assertThat(thrown)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("No driver here takes the address jdbc:postgresql:...: check llm.store.url");
        assertThat(whole(thrown)).doesNotContain("secret");
    }

    private static String whole(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void a_database_that_does_not_exist_is_told() {
        String missing = url.replace(place, place + "_not");

        assertThatThrownBy(() -> Store.open(missing, "sa", ""))
                .isInstanceOf(StoreException.class)
                .hasMessage("The store " + place
                        + "_not is a database that does not exist: create it, or set llm.store.url");
    }

    @Test
    void a_user_who_may_not_create_tables_is_told() {
        assertThatThrownBy(() -> openAs(""))
                .isInstanceOf(StoreException.class)
                .hasMessage("The store " + place + " does not let its user create tables:"
                        + " grant create on its schema, or set llm.store.user");
    }

    @Test
    void a_server_without_a_free_connection_is_told() {
        assertThatThrownBy(() -> openAs("connection limit 0"))
                .isInstanceOf(StoreException.class)
                .hasMessage("The store " + place + " has no connection left for us:"
                        + " raise its max_connections, or lower llm.store.connections");
    }

    /** Opens the store as a new user who has no rights. */
    private void openAs(String options) {
        String name = Postgres.freshName();
        Postgres.execute("create role " + name + " login password 'secret' " + options);
        try {
            Store.open(place, name, "secret").close();
        } finally {
            Postgres.execute("drop role " + name);
        }
    }
}
