package org.bactrian.job;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Where the reply to a queue message goes.
 *
 * @param to the sender's own reply destination, or null for the common one
 * @param correlationId the request's, else its message id
 * @param original the request's body, for a dead letter
 */
record QueueReply(@Nullable Destination to, String correlationId, Message original) {
    private static final String PROPERTY = "llmQueueReply";

    static QueueReply of(Message message) throws JMSException {
        String correlation = message.getJMSCorrelationID();
        return new QueueReply(
                message.getJMSReplyTo(), correlation == null ? message.getJMSMessageID() : correlation, message);
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    static QueueReply on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, QueueReply.class);
    }
}
