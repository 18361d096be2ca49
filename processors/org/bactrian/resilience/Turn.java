package org.bactrian.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bactrian.resilience.Gate.Permit;
import org.jspecify.annotations.Nullable;

/** One call on its way through the gate. All but {@link #sleep} needs the gate's lock. */
final class Turn {
    final String tenant;
    final int tokens;
    private final long end;
    private long wakes;
    private CompletableFuture<Void> signal = new CompletableFuture<>();
    private @Nullable Permit granted;

    Turn(String tenant, int tokens, long end) {
        this.tenant = tenant;
        this.tokens = tokens;
        this.end = end;
        this.wakes = end;
    }

    @Nullable
    Permit granted() {
        return granted;
    }

    void grant(Permit permit) {
        granted = permit;
        signal.complete(null);
    }

    /** Whether its time is up, or will be before the rates leave room. */
    boolean givesUp(long now, long untilRates) {
        long left = end - now;
        return left <= 0 || left < untilRates;
    }

    /** Looks again when woken, when its time is up, and after these nanoseconds if there are any. */
    void plan(long now, long until) {
        wakes = until > 0 ? now + Math.min(until, end - now) : end;
        signal = new CompletableFuture<>();
    }

    /** Wakes it if it would look later than in these nanoseconds, if there are any. */
    void wakeIn(long now, long untilRates) {
        if (untilRates > 0 && now + untilRates - wakes < 0) {
            signal.complete(null);
        }
    }

    /**
     * Waits until it is woken, or as planned. Only its own thread calls this.
     *
     * @return whether nobody waits for it any more
     */
    boolean sleep(CompletableFuture<Void> callerLeft, long now) {
        try {
            CompletableFuture.anyOf(signal, callerLeft).get(wakes - now, TimeUnit.NANOSECONDS);
            return callerLeft.isDone();
        } catch (TimeoutException e) {
            return false; // as planned: it looks for itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            return true; // however callerLeft ended, nobody waits
        } finally {
            signal.complete(null); // else callerLeft would keep a trace of each wait
        }
    }
}
