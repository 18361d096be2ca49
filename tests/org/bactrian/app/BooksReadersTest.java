package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.config.Pepper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose books a key shows: those of its own tenant, or with an admin key those of all. */
class BooksReadersTest {
    private static final String PEPPER = "a-pepper-for-tests";

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .property("llm.keys-pepper", PEPPER)
                .property("llm.tenant-monthly", "10")
                .property("llm.deployment-monthly", "100")
                .write(
                        "keys.yaml",
                        "keys:\n" + entry("ada", "acme", "") + entry("eve", "globex", "")
                                + entry("root", "acme", ", admin: true"))
                .feature("echo", "good", "budget: {userDaily: {free: 1}, monthly: 50}")
                .start("features", "books");
        assertThat(app.ask("echo", "hello", key("ada")).status()).isEqualTo(200);
        assertThat(app.ask("echo", "hello", key("eve")).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static String entry(String id, String tenant, String more) {
        return "  - {id: " + id + ", hash: \"" + new Pepper(PEPPER).hash("bk_" + id) + "\", user: " + id
                + ", tier: free, tenant: " + tenant + more + "}\n";
    }

    private static String[] key(String id) {
        return new String[] {"Authorization", "Bearer bk_" + id};
    }

    private static List<String> texts(String path, String reader, String field) {
        JsonNode data = app.get(path, key(reader)).json().path("data");
        return StreamSupport.stream(data.spliterator(), false)
                .map(row -> row.path(field).asText())
                .sorted()
                .toList();
    }

    private static void assertForbidden(Reply reply) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("forbidden");
    }

    @Test
    void without_a_key_there_is_nothing_to_read() {
        assertThat(app.get("/v1/usage").status()).isEqualTo(401);
        assertThat(app.get("/v1/budgets").status()).isEqualTo(401);
        assertThat(app.get("/v1/ledger").status()).isEqualTo(401);
        assertThat(app.get("/v1/ledger/days").status()).isEqualTo(401);
    }

    @Test
    void a_key_shows_the_usage_of_its_own_tenant() {
        assertThat(texts("/v1/usage?by=user", "ada", "key")).containsExactly("ada");
        assertThat(texts("/v1/usage?by=user", "eve", "key")).containsExactly("eve");
        assertThat(texts("/v1/usage?by=user&tenant=globex", "eve", "key")).containsExactly("eve");
        assertThat(app.get("/v1/usage?by=user&format=csv", key("ada")).body()).doesNotContain("eve");
    }

    @Test
    void an_admin_key_shows_all_and_one_on_demand() {
        assertThat(texts("/v1/usage?by=user", "root", "key")).containsExactly("ada", "eve");
        assertThat(texts("/v1/usage?by=user&tenant=globex", "root", "key")).containsExactly("eve");
    }

    @Test
    void a_key_shows_its_own_tenants_budgets_and_none_that_others_share() {
        assertThat(texts("/v1/budgets", "ada", "id")).containsExactly("acme", "echo/acme/ada");
        assertThat(texts("/v1/budgets", "root", "scope"))
                .containsExactly("deployment", "feature", "tenant", "tenant", "user", "user");
    }

    @Test
    void another_tenant_needs_an_admin_key() {
        assertForbidden(app.get("/v1/usage?tenant=globex", key("ada")));
        assertForbidden(app.get("/v1/budgets?tenant=globex", key("ada")));
    }

    @Test
    void the_ledger_needs_an_admin_key() {
        String days = "/v1/ledger/days?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(1) + "&to="
                + LocalDate.now(ZoneOffset.UTC);
        assertForbidden(app.get("/v1/ledger", key("ada")));
        assertForbidden(app.get(days, key("ada")));

        assertThat(app.get("/v1/ledger", key("root")).json().path("entries").asInt())
                .isEqualTo(2);
        assertThat(app.get(days, key("root")).json().path("data")).isNotEmpty();
    }
}
