package org.bactrian.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many calls may be sent now: by the limits that are configured, and by what the provider said. Not thread-safe. */
final class Room {
    private final Window requests;
    private final Window tokens;
    private GateLimits limits = GateLimits.NONE;
    private @Nullable Told told;
    private int running;
    private boolean careful;
    private long carefulUntil;

    Room(Duration window) {
        this.requests = new Window(window);
        this.tokens = new Window(window);
    }

    void limits(GateLimits wanted) {
        limits = wanted;
    }

    void told(Told newest) {
        told = newest;
        careful = false;
    }

    /** Lets one call go at a time until then. */
    void careful(long until) {
        careful = true;
        carefulUntil = until;
    }

    /** Nanoseconds for which another call may only go when those that run have ended; zero if it may now. */
    long untilSure(long now) {
        careful &= carefulUntil - now > 0;
        return careful && running > 0 ? carefulUntil - now : 0;
    }

    int running() {
        return running;
    }

    /** Whether as many calls run as may; then only the end of one makes room. */
    boolean isFull() {
        Integer most = limits.concurrent();
        return most != null && running >= most;
    }

    void use(long now, int used) {
        running++;
        requests.use(now, 1);
        tokens.use(now, used);
        if (told != null) {
            told.use(used);
        }
    }

    void leave() {
        running--;
    }

    /**
     * Nanoseconds until the rates let this many calls pass that need this many tokens together; zero if now. What is
     * more than a whole window holds may pass when the window is empty.
     */
    long untilRates(long now, int calls, long needed) {
        long byRequests = requests.untilRoom(now, calls, limits.requestsPerMinute());
        long byTokens = tokens.untilRoom(now, needed, limits.tokensPerMinute());
        long byProvider = told == null ? 0 : told.untilRoom(now, calls, needed);
        return Math.max(Math.max(byRequests, byTokens), byProvider);
    }
}
