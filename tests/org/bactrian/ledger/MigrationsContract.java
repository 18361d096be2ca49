package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A store of an older version is brought up to date with its money; a subclass brings the store. */
abstract class MigrationsContract {
    private static final String FIRST = "('user:triage/a%2Fb/ada', '2026-11-24', 0.30, 0.12)";
    private static final String SECOND = "('feature:triage', '2026-11', 1.30, 0.12)";

    private final String url = freshUrl();
    private final Books books = new Books(url);

    /** The URL of an empty store, its user included. */
    abstract String freshUrl();

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void openAndClose() {
        Store.open(url, "sa", "").close();
    }

    /** As version 1 left it, with one attempt in flight and one settled. */
    private void versionOne() throws SQLException {
        Flyway.configure()
                .dataSource(url, "sa", "")
                .locations("classpath:org/bactrian/ledger/migrations")
                .target("1")
                .load()
                .migrate();
        execute(
                "insert into budget (scope, period, spent, held) values " + FIRST + ", " + SECOND,
                "insert into hold (id, inference_id, owner, feature, model, scopes, amount, expires_at) values"
                        + " ('hold-2', 'inference-2', 'gone', 'triage', 'sim', 'user:triage/a%2Fb/ada\t2026-11-24\n"
                        + "feature:triage\t2026-11', 0.12, timestamp with time zone '2026-11-24 10:00:00+00')",
                "insert into entry (booked_at, hold_id, inference_id, feature, model, scopes, kind, amount,"
                        + " input_tokens, cached_tokens, output_tokens) values (timestamp with time zone '2026-11-24"
                        + " 09:00:00+00', 'hold-1', 'inference-1', 'triage', 'sim', 'user:triage/a%2Fb/ada\t2026-11-24\n"
                        + "feature:triage\t2026-11', 'settled', 0.30, 10, 0, 5)");
    }

    @Test
    void what_version_one_held_is_spent_and_told_as_uncertain() throws Exception {
        versionOne();

        openAndClose();

        assertThat(books.sum("select spent from budget where scope = 'user:triage/a%2Fb/ada'"))
                .isEqualByComparingTo("0.42");
        assertThat(books.sum("select spent from budget where scope = 'feature:triage'"))
                .isEqualByComparingTo("1.42");
        assertThat(books.sum("select sum(held) from budget")).isZero();
        assertThat(books.entries("uncertain")).isEqualByComparingTo("0.12");
        assertThat(books.sum("select count(*) from entry where inference_id = 'inference-2' and scopes like"
                        + " 'user:triage/a\\%2Fb/ada%feature:triage%'"))
                .isEqualByComparingTo("1");
        assertThat(books.entries("settled")).isEqualByComparingTo("0.30");
    }

    @Test
    void a_scope_of_version_one_is_known_by_kind_and_name() throws Exception {
        versionOne();

        openAndClose();

        assertThat(books.sum("select count(*) from budget where kind = 'user' and name = 'triage/a%2Fb/ada'"))
                .isEqualByComparingTo("1");
        assertThat(books.sum("select count(*) from budget where kind = 'feature' and name = 'triage'"))
                .isEqualByComparingTo("1");
    }

    @Test
    void a_store_that_is_up_to_date_stays_as_it_is() throws Exception {
        versionOne();
        openAndClose();

        openAndClose();

        assertThat(books.entries("%")).isEqualByComparingTo("0.42");
        assertThat(books.sum("select sum(spent) from budget")).isEqualByComparingTo("1.84");
    }

    @Test
    void a_store_of_a_newer_version_is_told_and_left_alone() throws Exception {
        openAndClose();
        execute("insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                + " \"script\", \"installed_by\", \"execution_time\", \"success\")"
                + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 'test', 1, true)");

        assertThatThrownBy(this::openAndClose)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The store jdbc:")
                .hasMessageEndingWith("was made by a newer version of Bactrian: run that one, or set llm.store.url");
    }
}
