package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.DefaultMessage;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.Entry;
import org.bactrian.document.Documents;

/** Step {@code llm-queue-enter}: a text or bytes message becomes variables; only the headers we know are read. */
final class QueueEnter implements Processor {
    private static final String[] IDENTITY = {"LlmUser", "LlmTier", "LlmTenant", "LlmSession"};

    private final Entry entry;

    QueueEnter(Entry entry) {
        this.entry = entry;
    }

    @Override
    public void process(Exchange exchange) throws JMSException {
        Message message = exchange.getMessage(JmsMessage.class).getJmsMessage();
        QueueReply.of(message).putOn(exchange);
        exchange.setMessage(new DefaultMessage(exchange.getContext()));
        byte[] body = bytes(message);
        for (String name : IDENTITY) {
            exchange.setVariable(name, message.getStringProperty(name));
        }
        String key = message.getStringProperty("IdempotencyKey");
        exchange.setVariable("LlmIdempotencyKey", key == null ? "message-" + message.getJMSMessageID() : key);
        entry.dispatch(exchange, message.getStringProperty("LlmFeature"), "queue");
        exchange.getMessage().setBody(variables(body, entry.settings().maxBody()));
    }

    private static byte[] bytes(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return String.valueOf(text.getText() == null ? "" : text.getText()).getBytes(UTF_8);
        }
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(body);
            return body;
        }
        String kind = "A message of this type is not read: send text or bytes";
        throw new LlmRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, kind, null);
    }

    private static Map<String, Object> variables(byte[] body, long maxBytes) {
        if (body.length == 0) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The message is empty", null);
        }
        if (body.length > maxBytes) {
            throw new LlmRefused(ErrorCode.INPUT_TOO_LARGE, "The message has more than " + maxBytes + " bytes", null);
        }
        boolean json = body[0] == '{';
        return json ? JsonBody.variables(body) : Map.of("text", Documents.text(body, ""));
    }
}
