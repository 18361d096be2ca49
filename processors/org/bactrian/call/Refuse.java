package org.bactrian.call;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step {@code llm-refuse}: remembers what ended the chain; it is thrown only after settlement. */
final class Refuse implements Processor {
    static final String FAILURE = "llmFailure";
    private static final Logger LOG = LoggerFactory.getLogger(Refuse.class);

    private final Engine engine;

    Refuse(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LlmException failure = named(exchange, caught);
        Call call = Call.ifOn(exchange);
        if (call == null) {
            exchange.setProperty(FAILURE, failure); // refused before there was a call
        } else {
            call.failure = failure;
        }
    }

    private LlmException named(Exchange exchange, Exception caught) {
        Call call = Call.ifOn(exchange);
        if (call != null && call.running.superseded()) {
            return Another.superseded();
        }
        if (caught instanceof LlmException known) {
            return known;
        }
        if (caught instanceof ThrottlerRejectedExecutionException) {
            Duration wait = engine.rateKeys().untilNextWindow();
            String limit = exchange.getProperty("llmRateLimit", String.class);
            String message =
                    "More than " + limit + " requests this minute; the next window opens in " + wait.toSeconds() + " s";
            return new LlmRefused(ErrorCode.RATE_LIMITED, message, null, wait);
        }
        LOG.error("The call failed inside Bactrian", caught);
        return new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "The call failed inside Bactrian", caught);
    }
}
