package org.bactrian.call;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step whose Errors come out as exceptions: an Error passes through doTry, doFinally and the claim without any of them
 * seeing it, and would leave a claim and a hold behind.
 */
final class SafeStep implements Processor {
    private final Processor step;

    SafeStep(Processor step) {
        this.step = step;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            step.process(exchange);
        } catch (Error e) {
            throw new IllegalStateException("a step failed: " + e, e);
        }
    }
}
