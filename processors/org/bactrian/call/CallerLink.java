package org.bactrian.call;

import java.util.concurrent.CompletableFuture;

/** Tells a call that its caller has gone; an entry point makes one and completes it. Thread-safe. */
public final class CallerLink {
    /** The exchange property an entry point puts its link under. */
    public static final String PROPERTY = "llmCaller";

    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** The caller has gone. */
    public void leave() {
        gone.complete(null);
    }

    /** Runs {@code action} when the caller goes, at once if that was before. */
    void onLeave(Runnable action) {
        gone.whenComplete((nothing, failure) -> action.run());
    }
}
