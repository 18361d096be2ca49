package org.bactrian.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says it still takes.
 *
 * @param remainingRequests until {@code reset}, or null if it did not say
 * @param remainingTokens until {@code reset}, or null if it did not say
 * @param reset how long this holds
 */
public record RateHint(@Nullable Integer remainingRequests, @Nullable Integer remainingTokens, Duration reset) {
    /** Whether nothing is left until then. */
    public boolean isSpent() {
        return isNone(remainingRequests) || isNone(remainingTokens);
    }

    private static boolean isNone(@Nullable Integer remaining) {
        return remaining != null && remaining <= 0;
    }
}
