package org.bactrian.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.ledger.BudgetExceededException;
import org.bactrian.ledger.Hold;
import org.bactrian.ledger.Scope;
import org.bactrian.ledger.Scopes;
import org.bactrian.provider.Model;
import org.bactrian.provider.Usage;

/** Step {@code llm-reserve}: sets the worst case of the next attempt aside, before anything is sent. */
final class Reserve implements Processor {
    /** Other providers' tokenizers may count more than ours: the hold has room for a tenth. */
    private static final double MARGIN = 1.1;

    private final Engine engine;

    Reserve(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        hold(Call.on(exchange));
    }

    /** Holds money for the plan's model unless some is held already. */
    void hold(Call call) {
        if (call.hold == null) {
            Model model = call.plan().model();
            BigDecimal worst = worstCase(call, model);
            requireUnderPerCall(call, worst);
            call.hold = reserve(call, model, worst);
        }
    }

    private BigDecimal worstCase(Call call, Model model) {
        int input = (int) Math.ceil(call.rendered().inputTokens() * MARGIN);
        Plan.Reask reask = call.plan().reask();
        if (reask != null) {
            // the answer that is quoted back had at most maxTokens, the validator's words are short
            input += call.rendered().maxTokens() + reask.words().length();
        }
        return model.priceOn(engine.today())
                .of(new Usage(input, 0, call.rendered().maxTokens()));
    }

    private static void requireUnderPerCall(Call call, BigDecimal worst) {
        BigDecimal most = call.feature.budget().perCall();
        if (most != null && call.tally.cost().add(worst).compareTo(most) > 0) {
            String message = "The call could cost more than the " + most + " USD that feature " + call.feature.name()
                    + " allows for one call";
            throw new LlmRefused(ErrorCode.BUDGET_EXCEEDED, message, "perCall");
        }
    }

    private Hold reserve(Call call, Model model, BigDecimal worst) {
        Instant now = engine.clock().instant();
        Identity who = call.identity;
        Scopes.Caller caller =
                new Scopes.Caller(call.feature.name(), who.tenant(), who.user(), who.tier(), who.session());
        List<Scope> scopes = Scopes.of(call.feature.budget(), engine.sharedCaps(), caller, now);
        try {
            return engine.ledger()
                    .reserve(call.inferenceId, call.feature.name(), model.name(), scopes, worst, Engine.holdLife(call));
        } catch (BudgetExceededException e) {
            throw refused(e.scope(), now);
        }
    }

    private static LlmRefused refused(Scope scope, Instant now) {
        String what = "The budget of this " + scope.kind() + " is used up";
        if (scope.resetsAt().equals(Instant.MAX)) {
            return new LlmRefused(ErrorCode.BUDGET_EXCEEDED, what, scope.kind());
        }
        String message = what + "; it resets at " + scope.resetsAt();
        return new LlmRefused(
                ErrorCode.BUDGET_EXCEEDED, message, scope.kind(), Duration.between(now, scope.resetsAt()));
    }
}
