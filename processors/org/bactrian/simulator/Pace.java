package org.bactrian.simulator;

import java.time.Duration;

/**
 * The pauses of a response, in milliseconds.
 *
 * @param start before anything is sent
 * @param first before the first piece of a streamed answer
 * @param every between its pieces
 * @param drip between single bytes
 */
record Pace(long start, long first, long every, long drip) {
    private static final Duration SLOW = Duration.ofMinutes(1);
    private static final Duration DRIP = Duration.ofSeconds(1);

    static Pace of(Behaviour behaviour, Fault fault, boolean streamed) {
        long every = behaviour.millis(Key.EVERY, Duration.ZERO);
        long drip = Math.max(1, behaviour.millis(Key.EVERY, DRIP));
        if (fault == Fault.SLOW_FIRST_TOKEN) {
            long slow = behaviour.millis(Key.DELAY, SLOW);
            return streamed ? new Pace(0, slow, every, drip) : new Pace(slow, 0, every, drip);
        }
        boolean slowAtTimes = behaviour.fault() == Fault.SLOW_FIRST_TOKEN;
        return new Pace(slowAtTimes ? 0 : behaviour.millis(Key.DELAY, Duration.ZERO), 0, every, drip);
    }
}
