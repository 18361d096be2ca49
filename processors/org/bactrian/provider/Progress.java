package org.bactrian.provider;

import java.time.Duration;
import org.bactrian.provider.Attempt.Stop;
import org.bactrian.resilience.Deadline;

/**
 * The clocks of an attempt that has been sent: its deadline and, of a stream, the first token and the pause between two
 * parts. Written by the thread that reads, read by the watchdog.
 */
final class Progress {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final Deadline deadline;
    private final long idle;
    private final long fair;
    private final long begun = System.nanoTime();
    private volatile long due;
    private volatile long firstToken;

    /**
     * Begins now.
     *
     * @param slow what the model's breaker holds for slow
     */
    Progress(Bounds bounds, boolean streamed, Duration slow) {
        this.fair = Math.min(bounds.ceiling().toNanos(), slow.toNanos());
        this.deadline = bounds.total().orIn(bounds.ceiling());
        this.idle = bounds.idle().toNanos();
        this.due = streamed ? begun + bounds.firstToken().toNanos() : begun + NEVER;
    }

    Deadline deadline() {
        return deadline;
    }

    /** A part of the answer is being handed on: a slow reader is no silence of the provider. */
    void handing() {
        if (firstToken == 0) {
            firstToken = System.nanoTime();
        }
        due = System.nanoTime() + NEVER;
    }

    /** The next part is waited for from now on. */
    void waiting() {
        due = System.nanoTime() + idle;
    }

    /** The answer is whole; what follows may take this long. */
    void closing(Duration patience) {
        due = System.nanoTime() + patience.toNanos();
    }

    /** Nanoseconds until there is a reason to stop; not positive once there is. */
    long left() {
        return Math.min(deadline.nanos() - System.nanoTime(), due - System.nanoTime());
    }

    /** How long nobody need look again: later reasons only come this much later. */
    long pause() {
        return Math.min(left(), idle);
    }

    Stop reason() {
        if (deadline.passed()) {
            return System.nanoTime() - begun >= fair ? Stop.DEADLINE : Stop.OUT_OF_TIME;
        }
        return firstToken == 0 ? Stop.FIRST_TOKEN : Stop.IDLE;
    }

    /** Nanoseconds from the sending to the first content; 0 if none came. */
    long timeToFirstToken() {
        return firstToken == 0 ? 0 : firstToken - begun;
    }
}
