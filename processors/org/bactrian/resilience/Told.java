package org.bactrian.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is left of a provider's last word on its limits. Not thread-safe. */
final class Told {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final long end;
    private long requests;
    private long tokens;

    Told(RateHint hint, long now) {
        Duration reset = hint.reset().compareTo(LONGEST) > 0 ? LONGEST : hint.reset();
        this.end = now + (reset.isNegative() ? 0 : reset.toNanos());
        this.requests = left(hint.remainingRequests());
        this.tokens = left(hint.remainingTokens());
    }

    private static long left(@Nullable Integer remaining) {
        return remaining == null ? Long.MAX_VALUE : remaining;
    }

    void use(int used) {
        requests--;
        tokens -= used;
    }

    /** Nanoseconds until these may be sent as far as the provider said. */
    long untilRoom(long now, int calls, long wanted) {
        boolean room = calls <= requests && wanted <= tokens;
        return room ? 0 : Math.max(0, end - now);
    }
}
