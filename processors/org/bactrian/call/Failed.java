package org.bactrian.call;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.LlmException;
import org.bactrian.provider.Completion;
import org.bactrian.provider.Failures;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.validation.InvalidAnswerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step {@code llm-failed}: settles a failed attempt and lets the plan decide what it is worth. */
final class Failed implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Failed.class);

    private final Settle settle;

    Failed(Settle settle) {
        this.settle = settle;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.on(exchange);
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (caught instanceof LlmException ours) {
            call.failure = ours; // such as a hold that could not be extended: no model can mend that
            return;
        }
        InvalidAnswerException invalid = InvalidAnswerException.in(caught);
        AttemptFailure failure = invalid == null ? Failures.of(caught) : invalid.asFailure();
        if (failure.kind().notSent()) {
            call.tally.notSent();
        }
        settle.failure(call, failure.billing());
        tell(call, failure);
        if (failure.getCause() instanceof LlmException ours) {
            call.failure = ours; // such as a stream that could not be paid for to its end
        }
        if (brokeOff(call) && invalid == null) {
            call.plan().brokeOff(failure);
        } else {
            call.plan().failed(failure, invalid == null ? null : reask(exchange, invalid));
        }
    }

    private static boolean brokeOff(Call call) {
        return call.sent() && call.running.isLive();
    }

    private static Plan.Reask reask(Exchange exchange, InvalidAnswerException invalid) {
        Completion completion = exchange.getProperty("llmCompletion", Completion.class);
        return new Plan.Reask(completion.content(), invalid.words());
    }

    private static void tell(Call call, AttemptFailure failure) {
        String model = call.plan().model().name();
        if (failure.kind() == FailureKind.MISCONFIGURED) {
            LOG.error("Model {} cannot be used until somebody acts: {}", model, failure.getMessage());
        } else if (failure.billing() != Billing.FREE || LOG.isDebugEnabled()) {
            LOG.info("Call {}: model {} failed: {}", call.inferenceId, model, failure.getMessage());
        }
    }
}
