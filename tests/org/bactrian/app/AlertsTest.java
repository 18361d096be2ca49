package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bactrian.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People are told once of a budget that runs out: in a file, in a chat, and after whatever kept that from working. */
final class AlertsTest {
    private static final int MOST_CALLS = 200;
    private static final int OK = 200;

    @TempDir
    Path folder;

    private TestFolder service() {
        String limits = "limits: {maxOutputTokens: 100}";
        return new TestFolder(folder)
                .property("llm.alerts.every", "100")
                .feature("triage", "good", limits, "budget: {monthly: 0.002}")
                .feature("answers", "good", limits, "budget: {monthly: 0.002}");
    }

    /** Calls until the budget is used up and that has been told; the last ones are refused. */
    private static void exhaust(TestApp app, String feature, BooleanSupplier told) {
        for (int call = 0; app.ask(feature, "number " + call).status() == OK; call++) {
            assertThat(call).as("calls that %s affords", feature).isLessThan(MOST_CALLS);
        }
        await().until(() -> {
            assertThat(app.ask(feature, "one more").code()).isEqualTo("budget_exceeded");
            return told.getAsBoolean();
        });
    }

    private List<JsonNode> lines() {
        try {
            Path file = folder.resolve("data/alerts.jsonl");
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream().map(AlertsTest::json).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return TestApp.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<String> levels(String feature) {
        return lines().stream()
                .filter(line -> line.path("scope_id").asText().equals(feature))
                .map(line -> line.path("level").asText());
    }

    /** Of an application that has ended. */
    private List<String> undelivered() throws SQLException {
        try (Books books = new Books(folder)) {
            return books.column("select level from alert where delivered_at is null");
        }
    }

    @Test
    void a_budget_warns_once_and_is_exhausted_once_also_after_a_restart() throws SQLException {
        try (TestApp app = service().start("features", "alerts")) {
            exhaust(app, "triage", () -> lines().size() == 2);
        }
        try (TestApp app = service().start("features", "alerts")) {
            exhaust(app, "triage", () -> lines().size() == 2);
            exhaust(app, "answers", () -> lines().size() >= 4);
        }

        assertThat(undelivered()).isEmpty();
        assertThat(levels("triage")).containsExactly("warning", "exhausted");
        assertThat(levels("answers")).containsExactly("warning", "exhausted");
        JsonNode exhausted = lines().get(1);
        assertThat(exhausted.path("scope").asText()).isEqualTo("feature");
        assertThat(exhausted.path("cap").decimalValue()).isEqualByComparingTo("0.002");
        assertThat(exhausted.path("spent").decimalValue()).isPositive();
        assertThat(exhausted.path("resets_at").asText()).endsWith("T00:00:00Z");
    }

    @Test
    void what_could_not_be_delivered_comes_once_when_the_receiver_is_well_again() throws Exception {
        try (Webhook chat = new Webhook(3)) {
            TestFolder service = service()
                    .property("llm.alerts", "slack")
                    .property("alerts.slack.url", chat.url())
                    .write("routes/slack.camel.yaml", Files.readString(Path.of("examples/alerts/slack.camel.yaml")));
            try (TestApp app = service.start("features", "alerts")) {
                exhaust(app, "triage", () -> chat.told().size() == 2);
                exhaust(app, "answers", () -> chat.told().size() >= 4);
            }

            assertThat(undelivered()).isEmpty();
            assertThat(chat.refusalsLeft()).isZero();
            assertThat(chat.told()).hasSize(4).doesNotHaveDuplicates().allSatisfy(body -> assertThat(
                            json(body).path("text").asText())
                    .startsWith("Budget "));
            assertThat(lines()).isEmpty();
        }
    }

    @Test
    void a_route_that_takes_only_some_alerts_has_taken_the_others_too() throws SQLException {
        TestFolder service = service()
                .property("llm.alerts", "pager")
                .write(
                        "routes/pager.camel.yaml",
                        """
                        - route:
                            id: page
                            description: Lets an alert end here.
                            from:
                              uri: direct:llm-alerts-pager
                              steps:
                                - filter:
                                    expression:
                                      simple:
                                        expression: "${exchangeProperty.llmAlertLevel} == 'exhausted'"
                                    steps:
                                      - to:
                                          uri: direct:llm-alerts-log
                                - stop: {}
                        """);
        try (TestApp app = service.start("features", "alerts")) {
            exhaust(app, "triage", () -> lines().size() == 1);
            exhaust(app, "answers", () -> lines().size() == 2);
        }
        assertThat(undelivered()).isEmpty();
        assertThat(levels("triage")).containsExactly("exhausted");
        assertThat(levels("answers")).containsExactly("exhausted");
    }

    @Test
    void a_receiver_that_no_route_is_stops_the_start() {
        assertThat(startOf("pager"))
                .hasMessage("application.properties: llm.alerts: no route begins with direct:llm-alerts-pager. Put one"
                        + " into routes/, as examples/alerts/ shows, or write for example \"llm.alerts=log\"");
        assertThat(startOf("Pager?x=y"))
                .hasMessage("application.properties: llm.alerts: cannot be \"Pager?x=y\". Write for example"
                        + " \"llm.alerts=log\"");
    }

    private Throwable startOf(String alerts) {
        TestFolder service = service().property("llm.alerts", alerts);
        Throwable thrown =
                catchThrowable(() -> service.start("features", "alerts").close());
        while (thrown != null && !(thrown instanceof ConfigurationException)) {
            thrown = thrown.getCause();
        }
        return thrown;
    }
}
