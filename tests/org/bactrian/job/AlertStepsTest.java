package org.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.bactrian.ledger.Outbox;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the steps of alerts do where the store, the receiver or a caller's name is not as one would wish. */
final class AlertStepsTest {
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Outbox away = new Outbox(() -> {
        throw new IllegalStateException("away");
    });

    @Test
    void a_chat_reads_a_name_as_a_name() {
        exchange.setProperty("llmAlertMessage", "user \"<!channel> & <@U1>\" has spent 80%");

        new AlertChat().process(exchange);

        assertThat(exchange.getMessage().getBody())
                .isEqualTo("{\"text\":\"user \\\"&lt;!channel&gt; &amp; &lt;@U1&gt;\\\" has spent 80%\"}");
        assertThat(exchange.getMessage().getHeaders()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void while_the_store_is_away_nothing_is_due() {
        new AlertsDue(away).process(exchange);

        Iterator<?> due = exchange.getMessage().getBody(Iterator.class);
        assertThat(due.hasNext()).isFalse();
        assertThatThrownBy(due::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void the_path_of_a_webhook_is_not_logged_and_a_store_that_is_away_stops_nothing() {
        Exception refused = new ConnectException("Connect to https://hooks.example.org/services/T0/B0/secret failed");
        exchange.setProperty("llmAlertId", 7L);
        exchange.setException(new CamelExecutionException("https://hooks.example.org/secret", exchange, refused));
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(AlertSettled.class);
        seen.start();
        log.addAppender(seen);

        Exchange result = new AlertSettled(away).aggregate(null, exchange);
        log.detachAppender(seen);

        assertThat(result.getException()).isNull();
        assertThat(seen.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Alert 7 could not be delivered and is tried again within a minute: ConnectException: Connect"
                                + " to https://hooks.example.org/... failed",
                        "Alert 7 comes again when its claim lapses: away");
    }
}
