package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.ledger.Gateway;
import org.bactrian.ledger.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service with PostgreSQL as its store: what it keeps there, and what callers notice when that is away. */
@Timeout(180)
final class PostgresTest {
    /** With a second each for a connection and for an answer of the store, nobody should wait so long. */
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private final String url = Postgres.freshUrl();

    private TestFolder application(String store) {
        return new TestFolder(folder)
                .property("llm.store.url", store)
                .property("llm.store.connect-timeout", "1s")
                .property("llm.store.socket-timeout", "1s")
                .feature("echo", "good", "budget: {userDaily: {free: 1.00}}");
    }

    private BigDecimal number(String query) {
        return Postgres.number(url, query);
    }

    @Test
    void a_call_is_paid_for_and_logged_there_and_a_restart_keeps_both() {
        BigDecimal cost;
        try (TestApp app = application(url).start("features")) {
            Reply reply = app.ask("echo", "hello", "Llm-User", "ada");
            assertThat(reply.status()).isEqualTo(200);
            cost = new BigDecimal(reply.header("Llm-Cost-Usd"));
        }
        try (TestApp app = application(url).start("features")) {
            assertThat(app.ask("echo", "hello", "Llm-User", "ada").status()).isEqualTo(200);
        }

        BigDecimal twice = cost.add(cost);
        assertThat(cost).isPositive();
        assertThat(number("select count(*) from call_log where user_id = 'ada' and outcome = 'ok'"))
                .isEqualByComparingTo("2");
        assertThat(number("select sum(cost_usd) from call_log")).isEqualByComparingTo(twice);
        assertThat(number("select sum(amount) from entry where kind = 'settled'"))
                .isEqualByComparingTo(twice);
        assertThat(number("select spent from budget where kind = 'user'")).isEqualByComparingTo(twice);
        assertThat(number("select sum(held) from budget")).isZero();
    }

    @Test
    void while_the_store_is_away_a_caller_without_money_set_aside_is_told_to_come_back() {
        try (Gateway gateway = new Gateway(url);
                TestApp app = application(gateway.through(url)).start("features")) {
            assertThat(app.ask("echo", "hello", "Llm-User", "ada").status()).isEqualTo(200);
            gateway.end();

            assertToldToComeBack(app, "bob");
            gateway.comeBack();

            assertServedAgain(app, "bob");
        }
        assertThat(number("select sum(amount) from entry"))
                .isEqualByComparingTo(number("select sum(spent) from budget"));
        assertThat(number("select count(*) from call_log where outcome = 'temporarily_unavailable'"))
                .isPositive();
    }

    @Test
    void a_store_that_falls_silent_holds_no_caller_for_long() {
        try (Gateway gateway = new Gateway(url);
                TestApp app = application(gateway.through(url)).start("features")) {
            assertThat(app.ask("echo", "hello", "Llm-User", "ada").status()).isEqualTo(200);
            gateway.fallSilent();

            assertToldToComeBack(app, "bob");
            gateway.comeBack();

            assertServedAgain(app, "bob");
        }
        assertThat(number("select sum(amount) from entry"))
                .isEqualByComparingTo(number("select sum(spent) from budget"));
    }

    private static void assertToldToComeBack(TestApp app, String user) {
        assertThat(app.askLater("echo", "hello", "Llm-User", user))
                .succeedsWithin(A_FEW_SECONDS)
                .satisfies(reply -> {
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(reply.code()).isEqualTo("temporarily_unavailable");
                    assertThat(reply.json().at("/error/type").asText()).isEqualTo("api_error");
                    assertThat(reply.json().at("/error/message").asText()).contains("store");
                    assertThat(reply.header("Retry-After")).isNotEmpty();
                });
    }

    private static void assertServedAgain(TestApp app, String user) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> app.ask("echo", "hello", "Llm-User", user).status() == 200);
    }

    @Test
    void a_store_that_is_not_there_ends_the_start_with_one_clear_line_that_has_no_password() {
        String nobody = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/bactrian";
        application(nobody + "?user=ada&password=first-secret")
                .property("llm.store.password", "second-secret")
                .property("camel.server.port", Integer.toString(Ports.free()))
                .complete("features");

        try (Command command = Command.java(folder, "run")) {
            assertThat(command.awaitExit()).isEqualTo(1);
            assertThat(command.output().strip().lines())
                    .containsExactly("bactrian: The store " + nobody
                            + " cannot be reached (Connection refused): start it, or set llm.store.url");
        }
    }
}
