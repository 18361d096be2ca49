package org.bactrian.answers;

import java.time.Duration;
import java.time.Instant;

/**
 * An answer that is kept.
 *
 * @param madeAt when a model gave it
 * @param ttl how long after that it may be served
 */
public record Kept(Answer answer, Origin origin, Instant madeAt, Duration ttl) {
    private static final int OVERHEAD = 300;

    /** How long ago it was made; never negative, because clocks of two machines differ. */
    public Duration age(Instant now) {
        Duration age = Duration.between(madeAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** How long it may still be served; zero or less if no more. */
    Duration left(Instant now) {
        return ttl.minus(age(now));
    }

    /** Bytes it takes in memory, roughly. */
    int weight() {
        int names =
                origin.tenant().length() + origin.user().length() + origin.key().length();
        return OVERHEAD + answer.weight() + 2 * names;
    }
}
