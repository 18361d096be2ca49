package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.bactrian.config.Pepper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bactrian usage} tells where no service answers, or none that lets it in. */
class UsageOfflineTest {
    private static final String PEPPER = "a-pepper-for-tests";

    @TempDir
    Path folder;

    private TestFolder application() {
        return new TestFolder(folder).feature("echo", "good", "budget: {monthly: 100}");
    }

    /** A store with one call in it, whose service has ended. */
    private void oneCall() {
        try (TestApp app = application().start("features", "books")) {
            assertThat(app.ask("echo", "hello").status()).isEqualTo(200);
        }
    }

    private void corrupt(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + store(), "sa", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private Path store() {
        return folder.resolve("data/bactrian");
    }

    private List<String> lines(int exit, String... arguments) {
        try (Command command = Command.usage(folder, arguments)) {
            assertThat(command.awaitExit()).as(command.output()).isEqualTo(exit);
            return command.output().lines().toList();
        }
    }

    @Test
    void a_folder_that_never_ran_says_so_and_stays_as_it_was() {
        application()
                .property("camel.server.port", Integer.toString(Ports.free()))
                .complete();

        assertThat(lines(0)).containsExactly("Nothing has been booked yet: there is no store in " + folder);
        assertThat(lines(1, "--verify")).hasSize(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_service_that_has_ended_is_read_out_of_its_store() {
        oneCall();

        assertThat(lines(0))
                .startsWith("Calls by feature, at jdbc:h2:file:" + store() + " (the service is not running)")
                .anyMatch(line -> line.matches("echo +1 +1 .*"))
                .anyMatch(line -> line.matches("feature +echo .* 0\\.00 +0% .*"));
        assertThat(lines(1, "--by", "colour")).singleElement().asString().startsWith("bactrian: by cannot be");
    }

    @Test
    void a_store_without_calls_says_so() {
        application().start("features").close();

        assertThat(lines(0)).contains("No calls.", "No budgets in use.");
        assertThat(lines(0, "--verify")).containsExactly("Good: 0 entries, 0 windows, 0 USD; every sum agrees");
    }

    @Test
    void a_changed_total_is_found() throws SQLException {
        oneCall();
        corrupt("update budget set spent = 1");

        List<String> lines = lines(1, "--verify");

        assertThat(lines.get(0)).startsWith("1 difference in 1 entries, 1 windows, ");
        assertThat(lines.get(1)).matches("feature echo, \\d{4}-\\d\\d: spent is 1, but its entries come to 0\\.\\d+");
        assertThat(lines).hasSize(2);
    }

    @Test
    void a_service_that_wants_a_key_is_asked_with_one() {
        String hash = new Pepper(PEPPER).hash("bk_root");
        TestFolder guarded = application()
                .property("llm.keys-pepper", PEPPER)
                .write(
                        "keys.yaml",
                        "keys: [{id: root, hash: \"" + hash + "\", user: root, tier: pro, tenant: acme,"
                                + " admin: true}]\n");
        try (TestApp app = guarded.start("features", "books")) {
            assertThat(lines(1))
                    .containsExactly("bactrian: The service at " + app.url()
                            + " needs an API key: set BACTRIAN_KEY or give it as an option");
            assertThat(lines(1, "--key", "bk_eve")).singleElement().asString().endsWith("; this one is not good");
            assertThat(lines(0, "--key", "bk_root")).startsWith("Calls by feature, at " + app.url());
        }
    }

    @Test
    void a_service_that_is_not_there_is_one_clear_line() {
        application().complete();
        String url = "http://127.0.0.1:" + Ports.free();

        assertThat(lines(1, "--url", url))
                .containsExactly("bactrian: The service at " + url + " does not answer (nothing listens there)");
        assertThat(lines(1, "--url", "localhost:8080"))
                .containsExactly("bactrian: localhost:8080 is no address of a service: write for example"
                        + " http://127.0.0.1:8080");
    }
}
