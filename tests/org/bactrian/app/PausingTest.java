package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While no model of a feature takes a call, its messages and files wait instead of being burned. */
final class PausingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BREAKER =
            "circuitBreaker: {minimumCalls: 2, slidingWindow: 2, failureRate: 50, openFor: ";

    @TempDir
    Path folder;

    private TestFolder files(String remote, String openFor) {
        return new TestFolder(folder)
                .model("flaky", remote, BREAKER + openFor + "}")
                .write(
                        "features/flaky.yaml",
                        "prompt: plain.v1\nmodels: [flaky]\nretry: {attempts: 1}\ntimeouts: {total: 10s}\n")
                .feature("other", "good");
    }

    /** Two failures are what opens the breaker. */
    private static void open(TestApp app) {
        for (String text : new String[] {"one", "two"}) {
            assertThat(app.ask("flaky", text).status()).isEqualTo(503);
        }
        assertThat(app.app()
                        .installation()
                        .engine()
                        .lanesOfModels()
                        .get("flaky")
                        .refuses())
                .isTrue();
    }

    private static JMSContext client(TestApp app) {
        String port = app.app().context().resolvePropertyPlaceholders("{{llm.broker.port}}");
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port).createContext();
    }

    private static void send(JMSContext jms, String feature, String text) throws JMSException {
        TextMessage message = jms.createTextMessage(text);
        message.setStringProperty("LlmFeature", feature);
        message.setJMSCorrelationID(text);
        jms.createProducer().send(jms.createQueue("llm.requests"), message);
    }

    private static Message receive(JMSContext jms, String queue, String selector, long millis) {
        try (JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue), selector)) {
            return consumer.receive(millis);
        }
    }

    @Test
    void messages_of_a_feature_that_is_down_wait_while_others_are_answered() throws JMSException {
        try (TestApp app = files("sim-flaky?fault=503&times=6", "1500ms").start("features", "queue");
                JMSContext jms = client(app)) {
            open(app);
            for (int i = 0; i < 12; i++) {
                send(jms, "flaky", "flaky-" + i);
            }
            send(jms, "other", "other-1");

            assertThat(receive(jms, "llm.replies", "JMSCorrelationID = 'other-1'", PATIENCE.toMillis()))
                    .isNotNull();
            for (int i = 0; i < 12; i++) {
                String mine = "JMSCorrelationID = 'flaky-" + i + "'";
                assertThat(receive(jms, "llm.replies", mine, PATIENCE.toMillis()))
                        .as("reply to message %d", i)
                        .isNotNull();
            }
            assertThat(receive(jms, "llm.dead-letters", "1 = 1", 1)).isNull();
            assertThat(app.get("/simulator/bill").json().path("refused").asInt())
                    .as("requests that failed: two to open the breaker, and its probes")
                    .isEqualTo(6);
        }
    }

    @Test
    void a_message_that_waits_is_not_even_looked_at() throws JMSException {
        try (TestApp app = files("sim-gone?fault=503", "1h").start("features", "queue");
                JMSContext jms = client(app)) {
            open(app);
            await().until(() -> String.valueOf(queue(app).getSelector()).contains("flaky"));
            for (int i = 0; i < 5; i++) {
                send(jms, "flaky", "gone-" + i);
                send(jms, "other", "here-" + i);
            }

            for (int i = 0; i < 5; i++) {
                assertThat(receive(jms, "llm.replies", "JMSCorrelationID = 'here-" + i + "'", PATIENCE.toMillis()))
                        .isNotNull();
            }
            assertOnlyTheOpeningCalls(app);
        }
    }

    private static void assertOnlyTheOpeningCalls(TestApp app) {
        assertThat(app.get("/observe/metrics").body().lines())
                .filteredOn(line -> line.startsWith("llm_calls_seconds_count") && line.contains("\"flaky\""))
                .singleElement()
                .asString()
                .as("calls of the feature: the two that opened the breaker")
                .endsWith(" 2");
    }

    @Test
    void a_file_that_waits_is_not_even_looked_at() throws IOException {
        try (TestApp app = files("sim-gone-too?fault=503", "1h").start("features", "inbox")) {
            open(app);
            Path waiting =
                    Files.createDirectories(folder.resolve("inbox/flaky")).resolve("a.txt");
            Files.writeString(waiting, "Anybody there?");
            Path other = Files.createDirectories(folder.resolve("inbox/other"));
            for (String name : new String[] {"b.txt", "c.txt"}) {
                Files.writeString(other.resolve(name), "Hello, says " + name);
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                folder.resolve("outbox/other").resolve(name))
                        .exists());
            }

            assertThat(waiting).exists();
            assertOnlyTheOpeningCalls(app);
        }
    }

    private static JmsEndpoint queue(TestApp app) {
        return (JmsEndpoint)
                app.app().context().getRoute("answer-queue").getConsumer().getEndpoint();
    }

    @Test
    void files_of_a_feature_that_is_down_stay_in_the_inbox_until_a_model_answers() throws IOException {
        try (TestApp app = files("sim-flaky-too?fault=503&times=4", "1500ms").start("features", "inbox")) {
            open(app);
            Path inbox = Files.createDirectories(folder.resolve("inbox/flaky"));
            for (String name : new String[] {"a.txt", "b.txt", "c.txt"}) {
                Files.writeString(inbox.resolve(name), "My parcel is lost, says " + name);
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                for (String name : new String[] {"a.txt", "b.txt", "c.txt"}) {
                    assertThat(folder.resolve("outbox/flaky").resolve(name)).exists();
                }
            });
            assertThat(inbox.resolve(".failed")).doesNotExist();
        }
    }
}
