package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.LlmException;
import org.bactrian.answers.Answer;
import org.bactrian.ledger.Calibration;
import org.bactrian.ledger.CallRow;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.prompt.Tokens;
import org.bactrian.provider.Attempt;
import org.bactrian.provider.Completion;
import org.bactrian.provider.Model;
import org.bactrian.provider.Spoken;
import org.bactrian.provider.Usage;
import org.bactrian.resilience.AttemptFailure.Billing;

/** Step {@code llm-settle}: on every way out the hold is settled, one row goes to the call log, meters are told. Once. */
final class Settle implements Processor {
    /** Two ways of counting differ by less than a fourth. */
    private static final int DOUBT = 4;

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
    void completion(Call call, Completion completion, JsonNode body) {
        Stake stake = call.stake;
        Usage usage = completion.usage();
        if (stake == null) {
            return;
        }
        if (usage == null) {
            pay(call, stake, counted(stake, told(call, stake, body)), Kind.COUNTED);
        } else {
            calibration().observe(stake.worst().model().name(), stake.worst().counted(), usage.input());
            pay(call, stake, usage, Kind.SETTLED);
        }
    }

    private Calibration calibration() {
        return engine.ledger().calibration();
    }

    /**
     * The tokens of a whole answer. Our count is not the provider's: as long as it could have kept to what it was asked
     * for, it is taken to have done so.
     */
    private static int told(Call call, Stake stake, JsonNode body) {
        int paid = stake.output();
        int doubtful = paid + paid / DOUBT;
        Attempt attempt = call.running.attempt();
        if (attempt != null && attempt.streamed()) {
            return attempt.tokens(paid);
        }
        String text = Spoken.of(body);
        int tokens = Tokens.count(text, doubtful + 1);
        return tokens <= doubtful ? Math.min(tokens, paid) : Tokens.count(text);
    }

    private Usage counted(Stake stake, int output) {
        WorstCase worst = stake.worst();
        int input = calibration().likely(worst.model().name(), worst.counted());
        return new Usage(Math.min(input, worst.input()), 0, output);
    }

    /** Ends the hold of an attempt that failed. */
    void failure(Call call, Billing billing) {
        Stake stake = call.stake;
        Attempt attempt = call.running.attempt();
        if (stake != null) {
            switch (billing) {
                case FREE -> pay(call, stake, Usage.NONE, Kind.SETTLED);
                case COUNTED -> {
                    int came = attempt == null ? 0 : attempt.tokens(stake.output());
                    pay(call, stake, counted(stake, came), Kind.COUNTED);
                }
                case UNKNOWN, KNOWN -> pay(call, stake, stake.hold().amount(), Usage.NONE, Kind.UNCERTAIN);
            }
        }
    }

    /** At the price of the hold: the day may have changed since. */
    private void pay(Call call, Stake stake, Usage usage, Kind kind) {
        pay(call, stake, stake.worst().price().of(usage), usage, kind);
    }

    private void pay(Call call, Stake stake, BigDecimal cost, Usage usage, Kind kind) {
        call.stake = null;
        engine.ledger().settle(stake.hold(), cost, usage, kind);
        call.tally.add(usage, cost);
    }

    /** Settles a call as a whole; a second time does nothing. */
    void settle(Call call) {
        if (call.settled) {
            return;
        }
        call.settled = true;
        engine.sessions().leave(call);
        failure(call, call.running.attempt() != null ? Billing.UNKNOWN : Billing.FREE);
        BigDecimal saved = saved(call);
        engine.log().add(row(call, saved));
        engine.meters().call(Facts.of(call, saved));
    }

    private CallRow row(Call call, BigDecimal saved) {
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
                saved,
                call.latency().toMillis());
    }

    /** What the answer would cost today if it had not been there. */
    private BigDecimal saved(Call call) {
        Answer answer = call.served == null ? null : call.answer();
        if (answer == null) {
            return BigDecimal.ZERO;
        }
        Model model = call.configuration.models().get(answer.model());
        return model == null ? BigDecimal.ZERO : model.priceOn(engine.today()).of(answer.usage());
    }

    static String outcome(Call call) {
        LlmException failure = call.failure;
        if (failure != null) {
            return failure.code();
        }
        return call.degraded == null ? "ok" : "degraded_" + call.degraded.toLowerCase(Locale.ROOT);
    }
}
