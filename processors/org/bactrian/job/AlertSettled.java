package org.bactrian.job;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.bactrian.ledger.Outbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Strategy {@code llm-alert-settled}: an alert that was taken never comes again; one that failed stays in the outbox. A
 * step after the hand-over would not do: a route that takes alerts may end with {@code stop}.
 */
final class AlertSettled implements AggregationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(AlertSettled.class);

    private final Outbox outbox;

    AlertSettled(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Gives back an exchange without the failures, so that the other alerts go on. */
    @Override
    public Exchange aggregate(@Nullable Exchange before, Exchange alert) {
        long id = alert.getProperty(AlertEnter.ID, long.class);
        try {
            settle(id, alert.getException());
        } catch (RuntimeException e) {
            LOG.warn("Alert {} comes again when its claim lapses: {}", id, e.getMessage());
        }
        return before == null ? new DefaultExchange(alert.getContext()) : before;
    }

    private void settle(long id, @Nullable Exception failure) {
        if (failure == null) {
            outbox.delivered(id);
        } else {
            LOG.warn("Alert {} could not be delivered and is tried again within a minute: {}", id, told(failure));
            outbox.postpone(id);
        }
    }

    /** The path of a webhook's address is a secret, and Camel puts it into the message. */
    private static String told(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return root.getClass().getSimpleName() + ": " + message.replaceAll("(\\w+://[^/\\s]+)/\\S*", "$1/...");
    }
}
