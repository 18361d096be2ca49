package org.bactrian.provider;

import org.apache.camel.Exchange;

/** What the steps of a model's route share over one exchange: the attempt that is under way. */
final class Sent {
    private static final String ATTEMPT = "llmSentAttempt";
    private static final String ALONE = "llmModelAlone";

    private Sent() {}

    /** Begins an attempt; {@code alone} if no call stands around it. */
    static void begin(Exchange exchange, Attempt attempt, boolean alone) {
        exchange.setProperty(ATTEMPT, attempt);
        exchange.setProperty(ALONE, alone);
    }

    static Attempt attempt(Exchange exchange) {
        return exchange.getProperty(ATTEMPT, Attempt.class);
    }

    /** Whether the model is used on its own, so that nobody else repeats what failed. */
    static boolean alone(Exchange exchange) {
        return exchange.getProperty(ALONE, false, Boolean.class);
    }

    static void end(Exchange exchange) {
        exchange.removeProperty(ATTEMPT);
        exchange.removeProperty(ALONE);
    }
}
