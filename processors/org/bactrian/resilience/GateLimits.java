package org.bactrian.resilience;

import org.jspecify.annotations.Nullable;

/**
 * What a provider grants one model; null is no limit.
 *
 * @param concurrent calls at a time, from 1
 * @param requestsPerMinute in any 60 seconds, from 1
 * @param tokensPerMinute input and output, in any 60 seconds, from 1
 */
public record GateLimits(
        @Nullable Integer concurrent, @Nullable Integer requestsPerMinute, @Nullable Integer tokensPerMinute) {
    public static final GateLimits NONE = new GateLimits(null, null, null);
}
