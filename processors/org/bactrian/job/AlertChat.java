package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.provider.Json;

/** Step {@code llm-alert-chat}: the alert's message as the JSON that webhooks of Slack and its like take. */
final class AlertChat implements Processor {
    @Override
    public void process(Exchange exchange) {
        String message = exchange.getProperty(AlertEnter.MESSAGE, String.class);
        byte[] body = Json.bytes(Json.object().put("text", escaped(message)));
        exchange.getMessage().setBody(new String(body, UTF_8));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** A caller may be named {@code <!channel>}, which would call everybody. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
