package org.bactrian.job;

import org.apache.camel.Exchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmUnavailable;
import org.bactrian.call.Entry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The failure an entry point caught, by its own name; what has none is our bug and is logged whole. */
final class Failure {
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    /**
     * Whether a failure passes by itself, so that what was asked is left where it is; the routes read it from the exchange
     * property {@code llmAgainLater}.
     */
    static boolean isForLater(Exchange exchange, Entry entry, LlmException failure, @Nullable String feature) {
        boolean later = entry.passing(failure, feature);
        exchange.setProperty("llmAgainLater", later);
        return later;
    }

    static LlmException caught(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        for (Throwable at = caught; at != null; at = at.getCause()) {
            if (at instanceof LlmException known) {
                return known;
            }
        }
        LOG.error("A request failed inside Bactrian", caught);
        return new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "The request failed inside Bactrian", caught);
    }
}
