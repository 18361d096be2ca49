package org.bactrian.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting between attempts. It holds its thread, which costs next to nothing where threads are virtual. */
public final class Pause {
    private Pause() {}

    /**
     * Waits, unless the caller leaves first.
     *
     * @param callerLeft completes when nobody waits for the outcome any more
     * @return whether the caller left, or this thread was asked to end
     */
    public static boolean leftWhile(CompletableFuture<Void> callerLeft, Duration pause) {
        if (pause.isZero()) {
            return callerLeft.isDone();
        }
        try {
            callerLeft.get(pause.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false; // the pause is over and the caller still waits
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("leaving never fails", e);
        }
    }

    /** Waits for nobody but the time to pass. */
    public static void of(Duration pause) {
        leftWhile(new CompletableFuture<>(), pause);
    }
}
