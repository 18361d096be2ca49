package org.bactrian.call;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.answers.Answer;
import org.bactrian.provider.Completion;

/** Step {@code llm-accept}: the validated text is the call's answer. */
final class Accept implements Processor {
    @Override
    public void process(Exchange exchange) {
        Call call = Call.on(exchange);
        Completion completion = exchange.getProperty("llmCompletion", Completion.class);
        boolean structured = call.feature.output() != null;
        call.accept(new Answer(
                exchange.getMessage().getBody(String.class),
                structured,
                call.plan().model().name(),
                completion.complete(),
                call.tally.usage()));
    }
}
