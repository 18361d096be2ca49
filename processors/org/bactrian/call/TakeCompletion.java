package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.provider.Completion;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;

/** Step {@code llm-completion}: pays for the completion, then takes the answer's text out of it. */
final class TakeCompletion implements Processor {
    private final Settle settle;

    TakeCompletion(Settle settle) {
        this.settle = settle;
    }

    @Override
    public void process(Exchange exchange) throws AttemptFailure {
        Call call = Call.on(exchange);
        JsonNode body = exchange.getMessage().getBody(JsonNode.class);
        Completion completion = Completion.of(body);
        settle.completion(call, completion, body);
        exchange.setProperty("llmCompletion", completion);
        if (call.input.raw() != null) {
            exchange.getMessage().setBody(body.toString());
            return;
        }
        if (completion.refusal() != null || completion.finishReason().equals("content_filter")) {
            throw new AttemptFailure(FailureKind.REFUSAL, Billing.KNOWN, "it refused");
        }
        if (completion.content().isBlank()) {
            throw new AttemptFailure(FailureKind.RETRY, Billing.KNOWN, "its answer was empty");
        }
        exchange.getMessage().setBody(completion.content());
    }
}
