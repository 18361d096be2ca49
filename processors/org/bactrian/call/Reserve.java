package org.bactrian.call;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.LlmRefused;
import org.bactrian.feature.CacheRules;
import org.bactrian.ledger.BudgetExceededException;
import org.bactrian.ledger.Hold;
import org.bactrian.ledger.Purpose;
import org.bactrian.ledger.Scope;
import org.bactrian.ledger.Scopes;
import org.bactrian.ledger.StoreException;
import org.bactrian.provider.Model;

/**
 * Step {@code llm-reserve}: sets the worst case of the next attempt aside, before anything is sent. With
 * {@code lowerMaxTokens} an answer that does not fit is asked for shorter, if that leaves one of use.
 */
final class Reserve implements Processor {
    /** Between being told what fits and holding it, others may take it. */
    static final int TRIES = 4;

    private final Engine engine;

    Reserve(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        hold(Call.on(exchange));
    }

    /** What is held for the next attempt with the plan's model; held now unless it was before. */
    Stake hold(Call call) {
        Stake held = call.stake;
        if (held == null) {
            Model model = call.plan().model();
            WorstCase worst = WorstCase.of(
                    call, model.priceOn(engine.today()), engine.ledger().calibration());
            held = reserve(call, worst, underPerCall(call, worst));
            call.stake = held;
            call.lowered = held.lowered();
        }
        return held;
    }

    /** The tokens that the ceiling of a single call leaves. */
    private static int underPerCall(Call call, WorstCase worst) {
        BigDecimal most = call.feature.budget().perCall();
        BigDecimal left = most == null ? null : most.subtract(call.tally.cost());
        if (left == null || worst.usd(worst.asked()).compareTo(left) <= 0) {
            return worst.asked();
        }
        int tokens = lowered(call, worst, left);
        if (tokens < worst.fewest()) {
            throw OverBudget.perCall(call);
        }
        return tokens;
    }

    private static int lowered(Call call, WorstCase worst, BigDecimal usd) {
        return call.feature.budget().lowerMaxTokens() ? worst.affordable(usd) : 0;
    }

    /** A hit that is only checked is not paid by the user who would have had it; where that cannot be paid, it is a miss. */
    private Stake reserve(Call call, WorstCase worst, int most) {
        Instant now = engine.ledger().now();
        if (call.isCheck()) {
            try {
                return reserve(call, worst, most, now, checkScopes(call, now));
            } catch (LlmRefused e) {
                call.looked = null;
            }
        }
        return reserve(call, worst, most, now, scopes(call, now));
    }

    private Stake reserve(Call call, WorstCase worst, int most, Instant now, List<Scope> scopes) {
        Purpose purpose =
                new Purpose(call.inferenceId, call.feature.name(), worst.model().name(), worst.price());
        int tokens = most;
        for (int tries = 1; ; tries++) {
            try {
                Hold hold = engine.ledger()
                        .reserve(
                                purpose,
                                scopes,
                                worst.usd(tokens),
                                call.deadline().left());
                return Stake.of(hold, worst, tokens);
            } catch (BudgetExceededException e) {
                tokens = Math.min(tokens, lowered(call, worst, e.available()));
                if (tries == TRIES || tokens < worst.fewest()) {
                    throw OverBudget.refused(e, now);
                }
            } catch (StoreException e) {
                throw OverBudget.unknown(e);
            }
        }
    }

    private List<Scope> scopes(Call call, Instant now) {
        return Scopes.of(call.feature.budget(), engine.sharedCaps(), caller(call), now);
    }

    private List<Scope> checkScopes(Call call, Instant now) {
        CacheRules.Semantic semantic = call.feature.cache().semantic();
        BigDecimal own = semantic == null ? null : semantic.checkMonthly();
        return Scopes.ofCheck(call.feature.budget(), own, engine.sharedCaps(), caller(call), now);
    }

    private static Scopes.Caller caller(Call call) {
        Identity who = call.identity;
        return new Scopes.Caller(call.feature.name(), who.tenant(), who.user(), who.tier(), who.session());
    }
}
