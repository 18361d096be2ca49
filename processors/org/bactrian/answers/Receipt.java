package org.bactrian.answers;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request that was to be taken.
 *
 * @param requestHash what was asked under this key the first time
 * @param kept the answer, if the state is ANSWERED
 */
public record Receipt(State state, String requestHash, @Nullable Kept kept) {
    /** Whose a request is. */
    public enum State {
        /** Free until now, ours from now on. */
        OURS,
        /**
         * Ours from now on, but a process that had taken it before died after something may have been sent for it: whether
         * that was answered and paid is not known.
         */
        UNCERTAIN,
        /** A living process is at it. */
        ELSEWHERE,
        /** It has its answer. */
        ANSWERED
    }
}
