package org.bactrian.job;

import jakarta.jms.Destination;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;

/** Step {@code llm-queue-answer}: the answer as a text message, told about by the headers JMS allows. */
final class QueueAnswer implements Processor {
    private static final String DESTINATION = "CamelJmsDestination";

    @Override
    public void process(Exchange exchange) {
        Message from = exchange.getMessage();
        Message to = new DefaultMessage(exchange.getContext());
        for (Map.Entry<String, Object> header : from.getHeaders().entrySet()) {
            if (header.getKey().startsWith("CamelLlm")) {
                to.setHeader(
                        header.getKey().substring("Camel".length()),
                        header.getValue().toString());
            }
        }
        to.setBody(from.getBody(String.class));
        address(exchange, to);
        exchange.setMessage(to);
    }

    static void address(Exchange exchange, Message to) {
        QueueReply reply = QueueReply.on(exchange);
        to.setHeader("JMSCorrelationID", reply.correlationId());
        Destination destination = reply.to();
        if (destination != null) {
            to.setHeader(DESTINATION, destination);
        }
    }
}
