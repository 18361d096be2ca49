package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.bactrian.LlmException;
import org.bactrian.call.Entry;
import org.bactrian.provider.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step {@code llm-queue-failed}: makes the dead letter, the original body with the reason beside it, and keeps the error
 * for a sender who waits for a reply.
 */
final class QueueFailed implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(QueueFailed.class);
    private static final String ERROR = "llmQueueError";

    private final Entry entry;

    QueueFailed(Entry entry) {
        this.entry = entry;
    }

    @Override
    public void process(Exchange exchange) throws JMSException {
        LlmException failure = Failure.caught(exchange);
        QueueReply reply = QueueReply.on(exchange);
        if (Failure.isForLater(exchange, entry, failure, reply.original().getStringProperty("LlmFeature"))) {
            LOG.info("Message {} waits: {}", reply.original().getJMSMessageID(), failure.getMessage());
            return;
        }
        Message letter = new DefaultMessage(exchange.getContext());
        letter.setHeader("LlmError", failure.code());
        letter.setHeader("LlmReason", String.valueOf(failure.getMessage()));
        letter.setHeader("JMSCorrelationID", reply.correlationId());
        copyIdentity(reply.original(), letter);
        letter.setBody(body(reply.original()));
        exchange.setProperty(ERROR, Json.bytes(ErrorBody.of(failure)));
        exchange.setProperty("llmReplyWanted", reply.to() != null);
        exchange.setMessage(letter);
    }

    private static void copyIdentity(jakarta.jms.Message original, Message letter) throws JMSException {
        for (String name : new String[] {"LlmFeature", "LlmUser", "LlmTier", "LlmTenant", "LlmSession"}) {
            String value = original.getStringProperty(name);
            if (value != null) {
                letter.setHeader(name, value);
            }
        }
    }

    private static Object body(jakarta.jms.Message original) throws JMSException {
        if (original instanceof TextMessage text && text.getText() != null) {
            return text.getText();
        }
        if (original instanceof BytesMessage bytes) {
            bytes.reset();
            byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(body);
            return body;
        }
        return "";
    }

    /** Step {@code llm-queue-error}: the error as a reply. */
    static final class Reply implements Processor {
        @Override
        public void process(Exchange exchange) {
            Message from = exchange.getMessage();
            Message to = new DefaultMessage(exchange.getContext());
            to.setHeader("LlmError", from.getHeader("LlmError"));
            to.setBody(new String(exchange.getProperty(ERROR, byte[].class), UTF_8));
            QueueAnswer.address(exchange, to);
            exchange.setMessage(to);
        }
    }
}
