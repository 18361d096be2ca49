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
    public void process(Exchange exchange) throws AttemptFailure {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        ModelTurns turns = ModelTurns.on(exchange);
        if (caught instanceof LlmException known) {
            throw known;
        }
        AttemptFailure failure = Failures.of(caught);
        if (!Sent.alone(exchange)) {
            throw failure;
        }
        Model model = Sent.attempt(exchange).model();
        exchange.getMessage().removeHeaders("CamelHttp*");
        exchange.getMessage().setBody(turns.body());
        if (!turns.again(failure, lanes.of(model), backoff)) {
            throw alone(model.name(), failure);
        }
    }

    private static LlmException alone(String model, AttemptFailure failure) {
        String message = "Model " + model + " gave no answer: " + failure.getMessage();
        return switch (failure.kind()) {
            case CONTEXT -> new LlmRefused(ErrorCode.CONTEXT_LENGTH_EXCEEDED, message, "messages");
            case NEXT_MODEL -> new LlmRefused(ErrorCode.INVALID_INPUT, message, null);
            case REFUSAL -> new LlmRefused(ErrorCode.REFUSED, message, null);
            default -> new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, message, failure);
        };
    }
}
