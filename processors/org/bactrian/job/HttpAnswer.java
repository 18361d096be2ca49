package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step {@code llm-http-answer}: the validated output itself. */
final class HttpAnswer implements Processor {
    private static final int OK = 200;

    @Override
    public void process(Exchange exchange) {
        if (EventStream.answered(exchange)) {
            return;
        }
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        String body = exchange.getMessage().getBody(String.class);
        Http.answer(exchange, OK, type.startsWith("text/") ? type + "; charset=utf-8" : type, body.getBytes(UTF_8));
    }
}
