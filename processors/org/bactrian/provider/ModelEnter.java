package org.bactrian.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.resilience.GateBusyException;

/**
 * Step {@code llm-model-enter}: nothing goes to a model whose breaker is open; to another it goes when its limits allow,
 * with a key that does not rest.
 */
public final class ModelEnter implements Processor {
    private final Supplier<Map<String, Model>> models;
    private final Lanes lanes;
    private final long maxBytes;

    public ModelEnter(Supplier<Map<String, Model>> models, Lanes lanes, long maxBytes) {
        this.models = models;
        this.lanes = lanes;
        this.maxBytes = maxBytes;
    }

    @Override
    public void process(Exchange exchange) throws AttemptFailure {
        ModelTurns.on(exchange).take();
        Attempt given = Attempt.on(exchange);
        Attempt attempt = given == null ? alone(exchange) : given;
        Sent.begin(exchange, attempt, given == null);
        Lane lane = lanes.of(attempt.model());
        if (lane.refuses()) {
            String message = "its circuit breaker is open";
            throw new AttemptFailure(FailureKind.OPEN, Billing.FREE, message, lane.openFor(), null);
        }
        enter(attempt, lane);
        Provider provider = attempt.model().provider();
        attempt.key(lanes.keys(provider).pick(provider.keys()));
    }

    private static void enter(Attempt attempt, Lane lane) throws AttemptFailure {
        Caller caller = attempt.caller();
        Duration most = attempt.bounds().line();
        try {
            attempt.permit(lane.gate().enter(caller.tenant(), caller.tokens(), most, attempt.left()));
        } catch (GateBusyException e) {
            String message = "its limits leave no room";
            throw new AttemptFailure(FailureKind.BUSY, Billing.FREE, message, e.retryAfter(), e);
        }
    }

    private Attempt alone(Exchange exchange) {
        String name = exchange.getProperty("llmModel", String.class);
        Model model = models.get().get(name);
        if (model == null) {
            throw new LlmRefused(ErrorCode.UNKNOWN_MODEL, "There is no model \"" + name + "\"", "model");
        }
        ModelTurns turns = ModelTurns.on(exchange);
        if (turns.first()) {
            lanes.of(model).retries().request();
        }
        return turns.attempt(model, exchange.getMessage(), maxBytes);
    }

    /** Step {@code llm-model-leave}: gives the place back, on every way out. */
    public static final class Leave implements Processor {
        @Override
        public void process(Exchange exchange) throws IOException {
            Attempt attempt = Sent.attempt(exchange);
            if (attempt != null) {
                Sent.end(exchange);
                attempt.end();
            }
        }
    }
}
