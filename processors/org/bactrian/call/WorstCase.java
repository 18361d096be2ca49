package org.bactrian.call;

import java.math.BigDecimal;
import org.bactrian.ledger.Calibration;
import org.bactrian.provider.Model;
import org.bactrian.provider.Price;

/**
 * What an attempt can cost at most: its input, with room for the provider's way of counting, in the dearest class, and
 * all it may answer. A stream gets some tokens on top: it can be cut off, but only after they have come.
 *
 * @param counted input tokens, as we count them
 * @param input input tokens to hold
 * @param asked output tokens the answer is to have at most
 */
record WorstCase(Model model, Price price, int counted, int input, int asked, boolean streamed) {
    /** An answer of fewer tokens, or of less than a quarter of what was asked for, is of no use to anybody. */
    private static final int FEWEST = 16;

    private static final int QUARTER = 4;

    /** On top of a stream: so many tokens, and one for so many that were asked for. */
    private static final int ON_TOP = 16;

    static WorstCase of(Call call, Price price, Calibration calibration) {
        Model model = call.plan().model();
        int counted =
                call.rendered().inputTokens() + ModelRequest.tokens(call.plan().reask());
        return new WorstCase(
                model,
                price,
                counted,
                calibration.held(model.name(), counted),
                Math.min(call.rendered().maxTokens(), model.maxOutput()),
                call.downstream != null);
    }

    /** USD, for an answer of so many tokens. */
    BigDecimal usd(int maxTokens) {
        return price.atMost(input, output(maxTokens));
    }

    /** Output tokens to hold for an answer of so many. */
    int output(int maxTokens) {
        return maxTokens + onTop(maxTokens);
    }

    private int onTop(int maxTokens) {
        return streamed ? ON_TOP + maxTokens / ON_TOP : 0;
    }

    /** How near to the end of what is held more of a stream is asked for; never before it has all it was asked for. */
    int slack(int maxTokens) {
        return onTop(maxTokens) / 2;
    }

    /** The most tokens of an answer for which {@link #usd} does not pass this, at most those that are asked for. */
    int affordable(BigDecimal usd) {
        long held = price.outputFor(usd, input);
        long tokens = streamed ? (held - ON_TOP) * ON_TOP / (ON_TOP + 1) : held;
        return (int) Math.max(0, Math.min(asked, tokens));
    }

    /** The fewest tokens of an answer that are still of use: a quarter of those asked for, and 16 if that many were. */
    int fewest() {
        return Math.max(Math.min(asked, FEWEST), (asked + QUARTER - 1) / QUARTER);
    }
}
