package org.bactrian.provider;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.Backoff;

/**
 * Step {@code llm-model-failed}: names the failure for the chain around it; for a flow that uses the model alone it first
 * sees whether to try again.
 */
public final class ModelFailed implements Processor {
    private final Lanes lanes;
    private final Backoff backoff;

    public ModelFailed(Lanes lanes, Backoff backoff) {
        this.lanes = lanes;
        this.backoff = backoff;
    }

    @Override
    public void process(Exchange exchange) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        ModelTurns turns = ModelTurns.on(exchange);
        if (caught instanceof LlmException known) {
            turns.end(known);
            return;
        }
        AttemptFailure failure = Failures.of(caught);
        if (Sent.alone(exchange)) {
            alone(exchange, turns, failure);
        } else {
            turns.end(failure);
        }
    }

    private void alone(Exchange exchange, ModelTurns turns, AttemptFailure failure) {
        Model model = Sent.attempt(exchange).model();
        exchange.getMessage().removeHeaders("CamelHttp*");
        exchange.getMessage().setBody(turns.body());
        if (!turns.again(failure, model, lanes.of(model), backoff)) {
            turns.end(named(model.name(), failure));
        }
    }

    private static LlmException named(String model, AttemptFailure failure) {
        String message = "Model " + model + " gave no answer: " + failure.getMessage();
        return switch (failure.kind()) {
            case CONTEXT -> new LlmRefused(ErrorCode.CONTEXT_LENGTH_EXCEEDED, message, "messages");
            case NEXT_MODEL -> new LlmRefused(ErrorCode.INVALID_INPUT, message, null);
            case REFUSAL -> new LlmRefused(ErrorCode.REFUSED, message, null);
            default -> new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, message, failure);
        };
    }

    /**
     * Step {@code llm-model-raise}, the last one: the failure is thrown here, so that an error handler of a flow can only
     * repeat a step that costs nothing.
     */
    public static final class Raise implements Processor {
        @Override
        public void process(Exchange exchange) throws Exception {
            Exception failure = ModelTurns.on(exchange).failure();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
