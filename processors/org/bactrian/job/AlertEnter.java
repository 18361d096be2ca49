package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ledger.Alert;
import org.bactrian.provider.Json;

/** Step {@code llm-alert-enter}: the alert as JSON, and as properties what routes decide by and tell people. */
final class AlertEnter implements Processor {
    static final String ID = "llmAlertId";
    static final String MESSAGE = "llmAlertMessage";

    @Override
    public void process(Exchange exchange) {
        Alert alert = exchange.getMessage().getBody(Alert.class);
        exchange.setProperty(ID, alert.id());
        exchange.setProperty("llmAlertLevel", alert.level());
        exchange.setProperty("llmAlertScope", alert.kind());
        exchange.setProperty(MESSAGE, alert.message());
        exchange.getMessage().setBody(new String(Json.bytes(alert.json()), UTF_8));
    }
}
