package org.bactrian.call;

import java.math.BigDecimal;
import org.bactrian.ledger.BudgetExceededException;
import org.bactrian.ledger.StoreException;
import org.bactrian.provider.Allowance;
import org.jspecify.annotations.Nullable;

/**
 * Makes the hold of a stream larger that goes on past what it was asked for: by half of that again and again,
 * then by what is left of the budget.
 */
final class Extend implements Allowance.Refill {
    private static final int FEWEST = 16;

    private final Engine engine;
    private final Call call;

    private Extend(Engine engine, Call call) {
        this.engine = engine;
        this.call = call;
    }

    /** What a stream may have; null if no budget sets a bound to it. */
    static @Nullable Allowance allowance(Engine engine, Call call, Stake stake) {
        boolean bound =
                !stake.hold().scopes().isEmpty() || call.feature.budget().perCall() != null;
        int slack = stake.worst().slack(stake.maxTokens());
        return bound ? new Allowance(stake.output(), slack, new Extend(engine, call)) : null;
    }

    @Override
    public int more(int least) {
        Stake stake = call.stake;
        if (stake == null) {
            throw new IllegalStateException("nothing is held for this attempt any more");
        }
        int piece = Math.max(least, Math.max(FEWEST, stake.maxTokens() / 2));
        int tokens = Math.min(piece, underPerCall(stake));
        if (tokens < least) {
            throw OverBudget.perCall(call);
        }
        Stake larger = extended(stake, tokens, least);
        call.stake = larger;
        return larger.output() - stake.output();
    }

    private int underPerCall(Stake stake) {
        BigDecimal most = call.feature.budget().perCall();
        return most == null
                ? Integer.MAX_VALUE
                : tokens(
                        stake,
                        most.subtract(call.tally.cost()).subtract(stake.hold().amount()));
    }

    /** Output tokens that so much is enough for. */
    private static int tokens(Stake stake, BigDecimal usd) {
        return stake.worst().price().outputFor(usd, 0);
    }

    private Stake extended(Stake stake, int most, int least) {
        int tokens = most;
        for (int tries = 1; ; tries++) {
            try {
                BigDecimal usd = stake.worst().price().atMost(0, tokens);
                return stake.with(engine.ledger().extend(stake.hold(), usd), tokens);
            } catch (BudgetExceededException e) {
                tokens = Math.min(tokens, tokens(stake, e.available()));
                if (tries == Reserve.TRIES || tokens < least) {
                    throw OverBudget.refused(e, engine.ledger().now());
                }
            } catch (StoreException e) {
                throw OverBudget.unknown(e);
            }
        }
    }
}
