package org.bactrian.provider;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.resilience.AttemptFailure;

/** Step {@code llm-model-failed}: names the failure, for the chain around it or for a flow that uses the model alone. */
public final class ModelFailed implements Processor {
    @Override
    public void process(Exchange exchange) throws AttemptFailure {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (caught instanceof LlmException known) {
            throw known;
        }
        AttemptFailure failure = Failures.of(caught);
        if (Attempt.on(exchange) != null) {
            throw failure;
        }
        throw alone(exchange.getProperty("llmModel", String.class), failure);
    }

    private static LlmException alone(String model, AttemptFailure failure) {
        String message = "Model " + model + " gave no answer: " + failure.getMessage();
        return switch (failure.kind()) {
            case CONTEXT -> new LlmRefused(ErrorCode.CONTEXT_LENGTH_EXCEEDED, message, "messages");
            case NEXT_MODEL -> new LlmRefused(ErrorCode.INVALID_INPUT, message, null);
            default -> new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, message, failure);
        };
    }
}
