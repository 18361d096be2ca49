package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The request queue, used by a JMS client from outside over TCP. */
class QueueTest {
    private static final long PATIENCE_MS = 15_000;

    @TempDir
    static Path folder;

    private static TestApp app;

    private JMSContext jms;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("down", "sim-down?fault=503")
                .feature("note", "good", "output: note")
                .feature("down", "down")
                .start("features", "queue");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void connect() {
        String port = app.app().context().resolvePropertyPlaceholders("{{llm.broker.port}}");
        jms = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port).createContext();
    }

    @AfterEach
    void disconnect() {
        jms.close();
    }

    private void send(Message message) {
        jms.createProducer().send(jms.createQueue("llm.requests"), message);
    }

    private TextMessage request(String feature, String text) throws JMSException {
        TextMessage message = jms.createTextMessage(text);
        message.setStringProperty("LlmFeature", feature);
        return message;
    }

    private Message receive(Queue queue, String correlation) {
        try (JMSConsumer consumer = jms.createConsumer(queue, "JMSCorrelationID = '" + correlation + "'")) {
            return consumer.receive(PATIENCE_MS);
        }
    }

    @Test
    void a_message_is_answered_on_the_common_reply_queue() throws JMSException {
        TextMessage request = request("note", "My parcel never came.");
        send(request);

        Message reply = receive(jms.createQueue("llm.replies"), request.getJMSMessageID());

        assertThat(reply.getBody(String.class)).contains("urgency");
        assertThat(reply.getStringProperty("LlmModel")).isEqualTo("good");
        assertThat(reply.getStringProperty("LlmInferenceId")).isNotEmpty();
    }

    @Test
    void a_sender_who_names_a_reply_queue_and_a_correlation_id_gets_both() throws JMSException {
        TextMessage request = request("note", "{\"text\": \"My parcel never came.\"}");
        Queue own = jms.createTemporaryQueue();
        request.setJMSReplyTo(own);
        request.setJMSCorrelationID("mine");
        send(request);

        assertThat(receive(own, "mine").getBody(String.class)).contains("urgency");
    }

    @Test
    void bytes_are_read_as_a_document() throws Exception {
        BytesMessage request = jms.createBytesMessage();
        request.writeBytes(Files.readAllBytes(Path.of("tests/documents/three-pages.pdf")));
        request.setStringProperty("LlmFeature", "note");
        request.setJMSCorrelationID("pdf");
        send(request);

        assertThat(receive(jms.createQueue("llm.replies"), "pdf").getBody(String.class))
                .contains("urgency");
    }

    @Test
    void a_message_that_cannot_be_answered_ends_on_the_dead_letter_queue_with_the_reason() throws JMSException {
        TextMessage request = request("down", "Anybody there?");
        request.setJMSCorrelationID("dead");
        send(request);

        Message letter = receive(jms.createQueue("llm.dead-letters"), "dead");

        assertThat(letter.getBody(String.class)).isEqualTo("Anybody there?");
        assertThat(letter.getStringProperty("LlmError")).isEqualTo("temporarily_unavailable");
        assertThat(letter.getStringProperty("LlmReason")).contains("503");
        assertThat(letter.getStringProperty("LlmFeature")).isEqualTo("down");
    }

    @Test
    void a_sender_who_waits_for_a_reply_is_told_of_the_failure_too() throws JMSException {
        TextMessage request = request("nope", "hello");
        Queue own = jms.createTemporaryQueue();
        request.setJMSReplyTo(own);
        request.setJMSCorrelationID("told");
        send(request);

        assertThat(receive(own, "told").getBody(String.class)).contains("unknown_feature");
    }

    @Test
    void a_message_of_a_type_that_is_not_read_is_a_dead_letter() throws JMSException {
        MapMessage request = jms.createMapMessage();
        request.setString("text", "hello");
        request.setStringProperty("LlmFeature", "note");
        request.setJMSCorrelationID("map");
        send(request);

        assertThat(receive(jms.createQueue("llm.dead-letters"), "map").getStringProperty("LlmError"))
                .isEqualTo("unsupported_media_type");
    }

    @Test
    void hostile_properties_change_nothing() throws JMSException {
        TextMessage request = request("note", "hello");
        request.setStringProperty("CamelJmsDestinationName", "elsewhere");
        request.setStringProperty("CamelHttpUri", "http://127.0.0.1:1/");
        request.setStringProperty("cAmelLlmModel", "evil");
        request.setJMSCorrelationID("hostile");
        send(request);

        Message reply = receive(jms.createQueue("llm.replies"), "hostile");

        assertThat(reply.getStringProperty("LlmModel")).isEqualTo("good");
        assertThat(reply.getBody(String.class).getBytes(UTF_8)).isNotEmpty();
    }

    @Test
    void the_same_idempotency_key_is_paid_for_once() throws JMSException {
        for (String correlation : new String[] {"one", "two"}) {
            TextMessage request = request("note", "pay me once");
            request.setStringProperty("IdempotencyKey", "q-1");
            request.setJMSCorrelationID(correlation);
            send(request);
        }

        Queue replies = jms.createQueue("llm.replies");
        String first = receive(replies, "one").getStringProperty("LlmCache");
        String second = receive(replies, "two").getStringProperty("LlmCache");

        assertThat(new String[] {first, second}).containsExactlyInAnyOrder("miss", "replay");
    }
}
