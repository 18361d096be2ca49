package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed with kill -9 while some requests have their answers and others have been sent. What is asked again
 * of the next one costs nothing, or what the feature says. The provider runs in this process: its bill is the referee.
 */
@Timeout(180)
final class AnswerOnceCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TEXT = "My parcel never came.";

    /** Every feature has a model of its own name, so that each has its own line in the bill. */
    private static final List<String> FEATURES = List.of("keyed", "filed", "told");

    private static final List<String> SLOW = List.of("again", "parked", "held");

    private static final String BEFORE_REPLY = "              - process:\n                  ref: llm-queue-answer\n";
    private static final String LONG_PAUSE =
            """
                          - delay:
                              expression:
                                constant:
                                  expression: "600000"
            """;

    @TempDir
    static Path folder;

    private static SimulatorServer provider;
    private static Command service;
    private static Client client;
    private static int brokerPort;

    @BeforeAll
    static void killOneAndStartTheNext() throws Exception {
        provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
        brokerPort = Ports.free();
        TestFolder application = application();
        application.complete("features", "queue", "inbox", "books");
        keepRepliesBack();
        try (Command first = Command.java(folder, "run")) {
            work(new Client(first.awaitReady()));
            first.kill();
        }
        application.complete("queue");
        service = Command.java(folder, "run");
        client = new Client(service.awaitReady());
    }

    private static TestFolder application() {
        TestFolder made = new TestFolder(folder)
                .property("simulator.port", Integer.toString(provider.port()))
                .property("llm.broker.port", Integer.toString(brokerPort))
                .property("camel.server.port", Integer.toString(Ports.free()))
                .property("llm.simulator", "off");
        FEATURES.forEach(name -> made.model(name, "sim-" + name).feature(name, name));
        SLOW.forEach(name -> made.model(name, "sim-" + name + "?delay=2s"));
        return made.feature("again", "again")
                .feature("parked", "parked", "onUncertain: park")
                .feature("held", "held", "onUncertain: park");
    }

    /** A model has answered and the answer is recorded, but the broker does not know yet that the message is done. */
    private static void keepRepliesBack() throws IOException {
        Path route = folder.resolve("routes/queue.camel.yaml");
        String shipped = Files.readString(route);
        assertThat(shipped).contains(BEFORE_REPLY);
        Files.writeString(route, shipped.replace(BEFORE_REPLY, LONG_PAUSE + BEFORE_REPLY));
    }

    private static void work(Client first) throws Exception {
        assertThat(first.askLater("keyed", TEXT, "Idempotency-Key", "k-1")
                        .join()
                        .statusCode())
                .isEqualTo(200);
        drop("one.txt");
        await("the first file").atMost(PATIENCE).until(() -> Files.exists(folder.resolve("outbox/filed/one.txt")));
        send("told");
        await("an answered message").atMost(PATIENCE).until(() -> calls(first, "told") == 1);
        send("again");
        send("parked");
        first.askLater("held", TEXT, "Idempotency-Key", "k-2");
        await("all that is slow").atMost(PATIENCE).until(() -> SLOW.stream().allMatch(name -> billed(name) == 1));
    }

    @AfterAll
    static void stop() {
        provider.close();
        service.close();
    }

    private static void drop(String name) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/filed"));
        Files.move(
                Files.writeString(inbox.resolve("." + name), TEXT),
                inbox.resolve(name),
                StandardCopyOption.ATOMIC_MOVE);
    }

    private static JMSContext connect() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + brokerPort).createContext();
    }

    private static void send(String feature) throws JMSException {
        try (JMSContext jms = connect()) {
            TextMessage request = jms.createTextMessage(TEXT);
            request.setStringProperty("LlmFeature", feature);
            request.setJMSCorrelationID(feature);
            jms.createProducer().send(jms.createQueue("llm.requests"), request);
        }
    }

    private static Message receive(String queue, String correlation) {
        try (JMSContext jms = connect();
                JMSConsumer consumer =
                        jms.createConsumer(jms.createQueue(queue), "JMSCorrelationID = '" + correlation + "'")) {
            Message message = consumer.receive(PATIENCE.toMillis());
            assertThat(message).as("what %s got on %s", correlation, queue).isNotNull();
            return message;
        }
    }

    /** Calls in the call log, which is written when a call is over. */
    private static int calls(Client of, String feature) {
        for (var row : of.json("/v1/usage?by=feature").path("data")) {
            if (row.path("key").asText().equals(feature)) {
                return row.path("calls").asInt();
            }
        }
        return 0;
    }

    private static long billed(String model) {
        return provider.bill().byModel().entrySet().stream()
                .filter(line -> line.getKey().startsWith("sim-" + model))
                .mapToLong(line -> line.getValue().requests())
                .sum();
    }

    private static String uncertain(String feature) {
        return client.get("/observe/metrics")
                .lines()
                .filter(line -> line.startsWith("llm_claims_uncertain_total"))
                .filter(line -> line.contains("feature=\"" + feature + "\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("none");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void a_message_whose_answer_was_recorded_gets_it_when_it_is_delivered_again_and_is_not_paid_for_twice()
            throws JMSException {
        Message reply = receive("llm.replies", "told");

        assertThat(reply.getBody(String.class)).contains(TEXT);
        assertThat(reply.getStringProperty("LlmCache")).isEqualTo("replay");
        assertThat(reply.getStringProperty("LlmCostUsd")).isEqualTo("0");
        assertThat(billed("told")).isEqualTo(1);
    }

    @Test
    void a_message_that_had_been_sent_is_counted_and_sent_again() throws JMSException {
        Message reply = receive("llm.replies", "again");

        assertThat(reply.getBody(String.class)).contains(TEXT);
        assertThat(reply.getStringProperty("LlmCache")).isEqualTo("miss");
        assertThat(billed("again")).isEqualTo(2);
        assertThat(uncertain("again")).isEqualTo("1.0");
    }

    @Test
    void a_message_that_had_been_sent_is_parked_with_the_reason_if_the_feature_says_so() throws JMSException {
        Message letter = receive("llm.dead-letters", "parked");

        assertThat(letter.getBody(String.class)).isEqualTo(TEXT);
        assertThat(letter.getStringProperty("LlmError")).isEqualTo("idempotency_conflict");
        assertThat(letter.getStringProperty("LlmReason")).contains("parked");
        assertThat(billed("parked")).isEqualTo(1);
        assertThat(uncertain("parked")).isEqualTo("1.0");
    }

    @Test
    void a_key_that_had_been_sent_is_parked_each_time_it_comes() {
        for (int time = 0; time < 2; time++) {
            HttpResponse<String> response =
                    client.askLater("held", TEXT, "Idempotency-Key", "k-2").join();

            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.body()).contains("idempotency_conflict", "parked");
        }
        assertThat(billed("held")).isEqualTo(1);
    }

    @Test
    void a_key_that_was_answered_is_replayed_and_costs_nothing() {
        HttpResponse<String> response =
                client.askLater("keyed", TEXT, "Idempotency-Key", "k-1").join();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(TEXT);
        assertThat(header(response, "Llm-Cache")).isEqualTo("replay");
        assertThat(header(response, "Llm-Cost-Usd")).isEqualTo("0");
        assertThat(billed("keyed")).isEqualTo(1);
    }

    @Test
    void a_key_that_was_answered_is_refused_with_another_body() {
        HttpResponse<String> response = client.askLater("keyed", "Where is my invoice?", "Idempotency-Key", "k-1")
                .join();

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("idempotency_conflict");
        assertThat(billed("keyed")).isEqualTo(1);
    }

    @Test
    void a_file_that_was_answered_gets_its_answer_again_and_is_not_paid_for_twice() throws IOException {
        drop("two.txt");
        Path answer = folder.resolve("outbox/filed/two.txt");

        await().atMost(PATIENCE).until(() -> Files.exists(answer));
        assertThat(answer).hasSameTextualContentAs(folder.resolve("outbox/filed/one.txt"));
        assertThat(billed("filed")).isEqualTo(1);
    }
}
