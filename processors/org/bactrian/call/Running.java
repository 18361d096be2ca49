package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bactrian.answers.Lead;
import org.bactrian.provider.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * What of a call runs right now, and ends when nobody waits for it: its caller has left, and others who wait for the same
 * answer, if there were any. {@link #leave} may be called from any thread.
 */
final class Running {
    private final CompletableFuture<Void> callerLeft = new CompletableFuture<>();
    private final List<Lead> leads = new CopyOnWriteArrayList<>();
    private volatile boolean ownLeft;
    private volatile boolean superseded;
    private volatile boolean said;
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

    /** Others may wait for the answer from now on. */
    void lead(Lead lead) {
        leads.add(lead);
        lead.whenAlone(this::stopIfUnwanted);
    }

    /** Tells a part of the answer to the others. */
    void say(String model, JsonNode delta) {
        said = true;
        leads.forEach(lead -> lead.say(model, delta));
    }

    /** Whether anything has been told. */
    boolean said() {
        return said;
    }

    /** A newer call has taken the place of this one. */
    void supersede() {
        superseded = true;
        leave();
    }

    boolean superseded() {
        return superseded;
    }

    /** The caller is gone: what runs for him alone is stopped. */
    void leave() {
        ownLeft = true;
        stopIfUnwanted();
    }

    /** Whether the caller is gone, though others may still wait. */
    boolean ownLeft() {
        return ownLeft;
    }

    private void stopIfUnwanted() {
        if (ownLeft && leads.stream().allMatch(Lead::alone)) {
            stop();
        }
    }

    private void stop() {
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
