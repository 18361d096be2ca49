import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Sends a file to the request queue and prints the reply: java -cp "target/bactrian/lib/*" samples/queue/Ask.java FEATURE FILE (README has the quiet form). */
class Ask {
    public static void main(String[] arguments) throws Exception {
        try (JMSContext jms = new ActiveMQConnectionFactory("tcp://127.0.0.1:61616").createContext()) {
            TextMessage request = jms.createTextMessage(Files.readString(Path.of(arguments[1])));
            request.setStringProperty("LlmFeature", arguments[0]);
            Queue replies = jms.createTemporaryQueue();
            request.setJMSReplyTo(replies);
            jms.createProducer().send(jms.createQueue("llm.requests"), request);
            try (JMSConsumer consumer = jms.createConsumer(replies)) {
                Message reply = consumer.receive(30_000);
                System.out.println(reply == null ? "no reply within 30 s" : reply.getBody(String.class));
            }
        }
    }
}
