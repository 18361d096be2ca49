package org.bactrian.resilience;

import java.time.Duration;

/** The limits of a model leave no room in time: nothing was sent. Without a stack trace, as overload throws many. */
public final class GateBusyException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Duration retryAfter;

    /** With the time until room is likely, which is brought within 1 to 60 seconds. */
    GateBusyException(Duration likely) {
        super("no room within the limits", null, false, false);
        Duration floored = likely.compareTo(SHORTEST) < 0 ? SHORTEST : likely;
        this.retryAfter = floored.compareTo(LONGEST) > 0 ? LONGEST : floored;
    }

    /** Time until there is likely room, from 1 to 60 seconds. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
