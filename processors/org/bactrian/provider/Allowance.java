package org.bactrian.provider;

/**
 * What of a streamed answer is paid for, and how more of it is.
 *
 * @param tokens of output that are paid for
 * @param slack how many tokens before their end more are asked for
 * @param refill pays for more
 */
public record Allowance(int tokens, int slack, Refill refill) {
    /** Pays for more of a stream than was asked for. Called by the thread that reads it. */
    @FunctionalInterface
    public interface Refill {
        /**
         * Pays for more tokens.
         *
         * @param least how many are needed now
         * @return how many have been paid for, not fewer than {@code least}
         * @throws org.bactrian.LlmException if they cannot be paid for: then the answer is cut off
         */
        int more(int least);
    }
}
