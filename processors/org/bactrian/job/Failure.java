package org.bactrian.job;

import org.apache.camel.Exchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The failure an entry point caught, by its own name; what has none is our bug and is logged whole. */
final class Failure {
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

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
