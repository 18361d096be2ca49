package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left after kill -9: the provider runs in this process, so its bill survives and is the referee. */
class CrashTest {
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void a_message_in_work_is_answered_after_a_crash_and_the_books_tell_what_it_may_have_cost()
            throws IOException, JMSException, SQLException {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"))) {
            int brokerPort = Ports.free();
            new TestFolder(folder)
                    .property("simulator.port", Integer.toString(provider.port()))
                    .property("llm.broker.port", Integer.toString(brokerPort))
                    .property("camel.server.port", Integer.toString(Ports.free()))
                    .property("llm.simulator", "off")
                    .model("slow", "sim-slow?delay=700ms")
                    .feature("slow", "slow", "budget: {monthly: 10}")
                    .complete("features", "queue");

            sendAndKillInMidAir(provider, brokerPort);
            for (int round = 1; round < ROUNDS; round++) {
                killInMidAir(provider, round + 1);
            }
            Message reply = answered(brokerPort);

            assertThat(reply.getStringProperty("LlmModel")).isEqualTo("slow");
            assertThat(provider.bill().totals().requests()).isEqualTo(ROUNDS + 1);
            try (Books books = new Books(folder)) {
                assertThat(books.column("select kind from entry order by id"))
                        .containsExactly("uncertain", "uncertain", "uncertain", "settled");
                assertThat(books.sum("held", "budget")).isEqualByComparingTo("0");
                assertThat(books.sum("spent", "budget")).isEqualByComparingTo(books.sum("amount", "entry"));
            }
        }
    }

    private void sendAndKillInMidAir(SimulatorServer provider, int brokerPort) throws JMSException {
        try (Command service = Command.java(folder, "run")) {
            service.awaitReady();
            try (JMSContext jms = connect(brokerPort)) {
                TextMessage request = jms.createTextMessage("hello");
                request.setStringProperty("LlmFeature", "slow");
                request.setJMSCorrelationID("crash");
                jms.createProducer().send(jms.createQueue("llm.requests"), request);
            }
            killOnceBilled(service, provider, 1);
        }
    }

    private void killInMidAir(SimulatorServer provider, int billed) {
        try (Command service = Command.java(folder, "run")) {
            killOnceBilled(service, provider, billed);
        }
    }

    private static void killOnceBilled(Command service, SimulatorServer provider, int billed) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> provider.bill().totals().requests() >= billed);
        service.kill();
    }

    private Message answered(int brokerPort) {
        try (Command service = Command.java(folder, "run")) {
            service.awaitReady();
            try (JMSContext jms = connect(brokerPort);
                    JMSConsumer replies =
                            jms.createConsumer(jms.createQueue("llm.replies"), "JMSCorrelationID = 'crash'")) {
                Message reply = replies.receive(60_000);
                assertThat(reply).as("the reply to a message that was in work").isNotNull();
                assertThat(replies.receive(1_000)).as("a second reply").isNull();
                service.terminate();
                service.awaitExit();
                return reply;
            }
        }
    }

    private static JMSContext connect(int port) {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port).createContext();
    }
}
