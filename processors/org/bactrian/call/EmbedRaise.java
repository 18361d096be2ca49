package org.bactrian.call;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step {@code llm-embed-raise}, the last one: the vectors and what they took, or the failure. */
final class EmbedRaise implements Processor {
    private final Raise raise = new Raise();

    @Override
    public void process(Exchange exchange) {
        EmbedCall embed = EmbedCall.on(exchange);
        EmbedCall.removeFrom(exchange);
        Message message = exchange.getMessage();
        try {
            raise.process(exchange);
        } finally {
            message.removeHeader("CamelLlmPrompt"); // there is none that anybody wrote
        }
        message.setBody(embed.result());
        message.removeHeader(Exchange.CONTENT_TYPE);
    }
}
