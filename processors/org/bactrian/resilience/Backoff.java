package org.bactrian.resilience;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.bactrian.feature.Feature.Retry;
import org.jspecify.annotations.Nullable;

/**
 * Exponential backoff with full jitter: a random share of {@code min(maxDelay, baseDelay * 2^n)}, so that callers who
 * failed together do not come back together (the AWS Architecture Blog's "full jitter").
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final DoubleSupplier random;

    /** Takes its randomness from outside: numbers from 0 (inclusive) to 1. Thread-safe if {@code random} is. */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * The pause before the next attempt.
     *
     * @param failures failed attempts so far, from 1
     * @param retryAfter what the provider asked for: a floor, even above {@code maxDelay}
     */
    public Duration pause(Retry retry, int failures, @Nullable Duration retryAfter) {
        long doublings = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
        long most = Math.min(retry.maxDelay().toMillis(), retry.baseDelay().toMillis() * doublings);
        Duration pause = Duration.ofMillis(Math.round(most * random.getAsDouble()));
        return retryAfter != null && retryAfter.compareTo(pause) > 0 ? retryAfter : pause;
    }
}
