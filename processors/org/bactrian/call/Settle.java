package org.bactrian.call;

import java.math.BigDecimal;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.LlmException;
import org.bactrian.answers.Answer;
import org.bactrian.ledger.CallRow;
import org.bactrian.ledger.Hold;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.prompt.Tokens;
import org.bactrian.provider.Attempt;
import org.bactrian.provider.Completion;
import org.bactrian.provider.Usage;
import org.bactrian.resilience.AttemptFailure.Billing;

/** Step {@code llm-settle}: on every way out the hold is settled, one row goes to the call log, meters are told. Once. */
final class Settle implements Processor {
    private final Engine engine;

    Settle(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.ifOn(exchange);
        if (call != null) {
            settle(call);
        }
    }

    /** Pays for a completion: what the provider says it used, or what we count if it does not say. */
    void completion(Call call, Completion completion) {
        Usage usage = completion.usage();
        if (usage == null) {
            counted(call, completion.content());
        } else {
            pay(call, cost(call, usage), usage, Kind.SETTLED);
        }
    }

    private void counted(Call call, String text) {
        // a model was asked for no more, whatever a provider that goes on sending makes of it
        int output = Tokens.count(text, call.rendered().maxTokens());
        Usage usage = new Usage(call.rendered().inputTokens(), 0, output);
        pay(call, cost(call, usage), usage, Kind.COUNTED);
    }

    private BigDecimal cost(Call call, Usage usage) {
        return call.plan().model().priceOn(engine.today()).of(usage);
    }

    /** Ends the hold of an attempt that failed. */
    void failure(Call call, Billing billing) {
        Hold hold = call.hold;
        Attempt attempt = call.running.attempt();
        if (hold != null) {
            switch (billing) {
                case FREE -> pay(call, BigDecimal.ZERO, Usage.NONE, Kind.SETTLED);
                case COUNTED ->
                    counted(call, attempt == null ? "" : attempt.assembly().everything());
                case UNKNOWN, KNOWN -> pay(call, hold.amount(), Usage.NONE, Kind.UNCERTAIN);
            }
        }
    }

    private void pay(Call call, BigDecimal cost, Usage usage, Kind kind) {
        Hold hold = call.hold;
        if (hold != null) {
            call.hold = null;
            engine.ledger().settle(hold, cost, usage, kind);
            call.tally.add(usage, cost);
        }
    }

    /** Settles a call as a whole; a second time does nothing. */
    void settle(Call call) {
        if (call.settled) {
            return;
        }
        call.settled = true;
        failure(call, call.running.attempt() != null ? Billing.UNKNOWN : Billing.FREE);
        engine.log().add(row(call));
        engine.meters().call(Facts.of(call));
    }

    private static CallRow row(Call call) {
        Rendered rendered = call.renderedOrNull();
        Answer answer = call.answer();
        return new CallRow(
                call.inferenceId,
                call.calledAt,
                call.feature.name(),
                call.input.source(),
                call.identity.user(),
                call.identity.tier(),
                call.identity.tenant(),
                answer == null ? "" : answer.model(),
                rendered == null ? "" : rendered.prompt().name(),
                outcome(call),
                Facts.cache(call),
                call.degraded == null ? "" : call.degraded,
                call.tally.attempts(),
                call.tally.usage().input(),
                call.tally.usage().output(),
                call.tally.cost(),
                call.latency().toMillis());
    }

    static String outcome(Call call) {
        LlmException failure = call.failure;
        if (failure != null) {
            return failure.code();
        }
        return call.degraded == null ? "ok" : "degraded_" + call.degraded.toLowerCase(Locale.ROOT);
    }
}
