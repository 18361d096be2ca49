package org.bactrian.call;

import org.bactrian.ledger.Hold;

/**
 * What is set aside for one attempt.
 *
 * @param hold its money
 * @param worst what the money is for
 * @param maxTokens what its answer may have at most; fewer than were asked for if the budget affords no more
 * @param output output tokens that are paid for
 */
record Stake(Hold hold, WorstCase worst, int maxTokens, int output) {
    static Stake of(Hold hold, WorstCase worst, int maxTokens) {
        return new Stake(hold, worst, maxTokens, worst.output(maxTokens));
    }

    /** The same with more money and more tokens. */
    Stake with(Hold larger, int moreTokens) {
        return new Stake(larger, worst, maxTokens, output + moreTokens);
    }

    boolean lowered() {
        return maxTokens < worst.asked();
    }
}
