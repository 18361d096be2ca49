package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bactrian usage} tells while the service of its folder runs. */
class UsageCommandTest {
    @TempDir
    static Path folder;

    private static SimulatorServer provider;
    private static TestApp app;

    @BeforeAll
    static void start() throws IOException {
        provider = SimulatorServer.start("127.0.0.1", 0, bill());
        app = new TestFolder(folder)
                .property("simulator.port", Integer.toString(provider.port()))
                .feature(
                        "echo",
                        "good",
                        "cache: {exact: {scope: tenant}}",
                        "budget: {userDaily: {free: 0.50}, monthly: 100}")
                .start("features", "books");
        for (int i = 0; i < 3; i++) {
            assertThat(app.ask("echo", "hello").status()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        app.close();
        provider.close();
    }

    private static Path bill() {
        return folder.resolve("bill.jsonl");
    }

    private static List<String> good(String... arguments) {
        return lines(0, arguments);
    }

    private static List<String> lines(int exit, String... arguments) {
        try (Command command = Command.usage(folder, arguments)) {
            assertThat(command.awaitExit()).as(command.output()).isEqualTo(exit);
            return command.output().lines().toList();
        }
    }

    @Test
    void usage_and_budgets_are_two_tables() {
        List<String> lines = good();

        assertThat(lines.get(0)).isEqualTo("Calls by feature, at " + app.url());
        assertThat(lines.get(1))
                .matches("feature +calls +valid +degraded +tokens in +tokens out +cost USD +from cache +saved USD"
                        + " +p50 ms +p95 ms");
        assertThat(lines.get(2)).matches("echo +3 +3 +0 +\\d+ +\\d+ +0\\.000\\d+ +2 +0\\.000\\d+ +[\\d,]+ +[\\d,]+");
        assertThat(lines.get(3)).matches("[- ]+");
        assertThat(lines.get(4)).startsWith("total").matches("total +3 +3 +0 .* 2 +0\\.000\\d+");
        assertThat(lines.get(6)).matches("budget +of +window +cap USD +spent USD +held USD +used +resets \\(UTC\\)");
        assertThat(lines.get(7))
                .matches("feature +echo +\\d{4}-\\d\\d +100\\.00 .* 0\\.00 +0% +\\d{4}-\\d\\d-01 00:00");
        assertThat(lines.get(8)).matches("user +echo/default/anonymous +\\d{4}-\\d\\d-\\d\\d +0\\.50 .*");
        assertThat(lines).hasSize(9);
        assertThat(lines.get(2)).as("its numbers end where their titles do").hasSameSizeAs(lines.get(1));
    }

    @Test
    void another_key_time_and_format_can_be_asked_for() {
        assertThat(good("--by", "user", "--csv"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("anonymous,3,")
                .endsWith(",default");
        assertThat(good("--by", "model", "--to", "2020-01-01"))
                .startsWith("Calls by model to 2020-01-01, at " + app.url(), "No calls.");
    }

    @Test
    void what_cannot_be_read_is_one_clear_line() {
        assertThat(lines(1, "--by", "colour"))
                .containsExactly("bactrian: by cannot be \"colour\"; it is feature, user, tier, model or prompt");
    }

    @Test
    void the_ledger_is_verified_while_it_is_written_to() {
        assertThat(good("--verify"))
                .singleElement()
                .asString()
                .matches("Good: 1 entries, 2 windows, 0\\.\\d+ USD; every sum agrees");
    }

    @Test
    void the_providers_own_bill_is_covered() {
        assertThat(good("--compare", bill().toString())).last().isEqualTo("Good: our books cover all that was billed");
    }

    @Test
    void a_bill_that_has_more_is_told_with_its_day_and_model() throws IOException {
        String line = Files.readAllLines(bill()).get(0);
        String more = line.replaceFirst("\"inputTokens\":\\d+", "\"inputTokens\":1000000");
        Path file = Files.writeString(folder.resolve("more.jsonl"), line + "\n" + more + "\n");

        List<String> lines = lines(1, "--compare", file.toString());

        assertThat(lines.get(0)).matches("day \\(UTC\\) +model +ours USD +uncertain USD +theirs USD +difference");
        assertThat(lines.get(1)).matches("\\d{4}-\\d\\d-\\d\\d +sim-good .* -1\\.0\\d+ +theirs is more");
        assertThat(lines).last().asString().startsWith("They billed 1.0").endsWith(" USD that our books do not have");
    }

    @Test
    void a_broken_export_is_one_clear_line() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.csv"), "date,model,cost_usd\n2026-11-24,sim-good,much\n");

        assertThat(lines(1, "--compare", file.toString()))
                .containsExactly("bactrian: Line 2 of " + file + " has \"much\" where a number should be");
        assertThat(lines(1, "--compare", "none.csv")).containsExactly("bactrian: The export none.csv does not exist");
    }
}
