package org.bactrian.resilience;

import java.time.Duration;

/** A point in time after which nobody waits any more. Immutable. */
public record Deadline(long nanos) {
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left; zero once it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** The earlier of this deadline and {@code duration} from now. */
    public Deadline orIn(Duration duration) {
        Deadline other = in(duration);
        return nanos - other.nanos <= 0 ? this : other;
    }
}
