package org.bactrian.call;

import java.util.concurrent.CompletableFuture;
import org.bactrian.provider.Attempt;
import org.jspecify.annotations.Nullable;

/** What of a call runs right now, and ends when its caller leaves. {@link #leave} may be called from any thread. */
final class Running {
    private final CompletableFuture<Void> callerLeft = new CompletableFuture<>();
    private volatile @Nullable Attempt attempt;
    private @Nullable Attempt live;

    /** Begins an attempt; if the caller has left it ends at once. */
    void begin(Attempt next) {
        attempt = next;
        if (callerLeft.isDone()) {
            next.stop(Attempt.Stop.CALLER_LEFT);
        }
    }

    /** Begins an attempt whose parts the caller sees as they come. */
    void beginLive(Attempt next) {
        live = next;
        begin(next);
    }

    /** The caller is gone: what runs for it is stopped. */
    void leave() {
        callerLeft.complete(null);
        Attempt running = attempt;
        if (running != null) {
            running.stop(Attempt.Stop.CALLER_LEFT);
        }
    }

    CompletableFuture<Void> callerLeft() {
        return callerLeft;
    }

    /** The attempt that runs, or ran last; null if nothing can have gone out. */
    @Nullable
    Attempt attempt() {
        return attempt;
    }

    /** The attempt whose parts the caller sees, if there is one. */
    @Nullable
    Attempt live() {
        return live;
    }

    boolean isLive() {
        return live != null && live == attempt;
    }
}
