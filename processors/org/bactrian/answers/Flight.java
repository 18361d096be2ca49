package org.bactrian.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.answers.Follower.Part;
import org.jspecify.annotations.Nullable;

/** A question that is being answered right now: what has been said of the answer, and who waits for it. Thread-safe. */
final class Flight implements Lead {
    private final String requestHash;
    private final List<Part> said = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private @Nullable Runnable whenAlone;
    private @Nullable Landing landing;

    Flight(String requestHash) {
        this.requestHash = requestHash;
    }

    String requestHash() {
        return requestHash;
    }

    /** Lets somebody wait; he hears from the beginning what has been said. */
    synchronized void join(Follower follower) {
        said.forEach(follower::tell);
        if (landing == null) {
            followers.add(follower);
        } else {
            follower.tell(landing);
        }
    }

    /** Somebody does not wait any more. */
    void leave(Follower follower) {
        Runnable action = wasLast(follower) ? whenAlone() : null;
        if (action != null) {
            action.run();
        }
    }

    private synchronized boolean wasLast(Follower follower) {
        return followers.remove(follower) && followers.isEmpty();
    }

    private synchronized @Nullable Runnable whenAlone() {
        return whenAlone;
    }

    @Override
    public synchronized void say(String model, JsonNode delta) {
        Part part = new Part(model, delta);
        said.add(part);
        followers.forEach(follower -> follower.tell(part));
    }

    @Override
    public synchronized boolean alone() {
        return followers.isEmpty();
    }

    @Override
    public synchronized void whenAlone(Runnable action) {
        whenAlone = action;
    }

    /** The end, for all who wait and all who come too late to be told before. */
    synchronized void land(Landing end) {
        landing = end;
        whenAlone = null;
        followers.forEach(follower -> follower.tell(end));
        followers.clear();
    }
}
