package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.config.Pepper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose answers a key may have forgotten: those of its own tenant, or with an admin key those of all. */
final class CachePurgeTenantsTest {
    private static final String PEPPER = "a-pepper-for-tests";

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .property("llm.keys-pepper", PEPPER)
                .write(
                        "keys.yaml",
                        "keys:\n" + entry("ada", "acme", "") + entry("eve", "globex", "")
                                + entry("root", "acme", ", admin: true"))
                .feature("echo", "good", "cache: {exact: {ttl: 1h}}")
                .start("features", "cache");
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

    @BeforeEach
    void askInBothTenants() {
        asked("ada");
        asked("eve");
    }

    private static String asked(String id) {
        Reply reply = app.ask("echo", "hello", key(id));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.header("Llm-Cache");
    }

    @Test
    void without_a_key_nothing_is_forgotten() {
        assertThat(Purging.of(app, "?all=true").status()).isEqualTo(401);
        assertThat(Purging.of(app, "?all=true", key("mallory")).status()).isEqualTo(401);

        assertThat(asked("ada")).isEqualTo("hit");
        assertThat(asked("eve")).isEqualTo("hit");
    }

    @Test
    void all_of_a_key_is_all_of_its_tenant() {
        assertThat(Purging.forgotten(app, "?all=true", key("ada"))).isEqualTo(1);

        assertThat(asked("eve")).isEqualTo("hit");
        assertThat(asked("ada")).isEqualTo("miss");
    }

    @Test
    void a_users_name_does_not_reach_into_another_tenant() {
        assertThat(Purging.forgotten(app, "?user=eve", key("ada"))).isZero();
        assertThat(Purging.forgotten(app, "?user=ada", key("ada"))).isEqualTo(1);

        assertThat(asked("eve")).isEqualTo("hit");
    }

    @Test
    void another_tenant_needs_an_admin_key() {
        Reply reply = Purging.of(app, "?tenant=globex&feature=echo", key("ada"));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("forbidden");
        assertThat(asked("eve")).isEqualTo("hit");
    }

    @Test
    void what_a_request_says_of_its_tenant_does_not_count() {
        assertThat(Purging.of(app, "?all=true", "Authorization", "Bearer bk_ada", "Llm-Tenant", "globex")
                        .status())
                .isEqualTo(200);

        assertThat(asked("eve")).isEqualTo("hit");
    }

    @Test
    void an_admin_key_forgets_one_tenant_on_demand() {
        assertThat(Purging.forgotten(app, "?tenant=globex&all=true", key("root")))
                .isEqualTo(1);

        assertThat(asked("ada")).isEqualTo("hit");
        assertThat(asked("eve")).isEqualTo("miss");
    }

    @Test
    void an_admin_key_forgets_all_tenants() {
        assertThat(Purging.forgotten(app, "?feature=echo", key("root"))).isEqualTo(2);

        assertThat(asked("ada")).isEqualTo("miss");
        assertThat(asked("eve")).isEqualTo("miss");
    }
}
