package org.bactrian.job;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ledger.Alert;
import org.bactrian.ledger.Outbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step {@code llm-alerts-due}: the body becomes the alerts to deliver now, each claimed when it is asked for. */
final class AlertsDue implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsDue.class);
    private static final int MOST = 100;

    /** Longer than two deliveries: one alert is claimed ahead. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Outbox outbox;

    AlertsDue(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(new Round(outbox, exchange.getContext()::isStopping));
    }

    /** Claims taken all at once would lapse while the first alerts wait for a slow receiver. */
    private static final class Round implements Iterator<Alert> {
        private final Outbox outbox;
        private final BooleanSupplier ending;
        private int left = MOST;
        private @Nullable Alert next;

        Round(Outbox outbox, BooleanSupplier ending) {
            this.outbox = outbox;
            this.ending = ending;
        }

        @Override
        public boolean hasNext() {
            if (next == null && left > 0 && !ending.getAsBoolean()) {
                next = take();
                left = next == null ? 0 : left - 1;
            }
            return next != null;
        }

        private @Nullable Alert take() {
            try {
                List<Alert> taken = outbox.take(1, LEASE);
                return taken.isEmpty() ? null : taken.get(0);
            } catch (RuntimeException e) {
                LOG.warn("Alerts wait: the store cannot be asked for them ({})", e.getMessage());
                return null;
            }
        }

        @Override
        public Alert next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Alert given = next;
            next = null;
            return given;
        }
    }
}
