package org.bactrian.answers;

import java.util.concurrent.CompletableFuture;
import org.bactrian.LlmException;
import org.jspecify.annotations.Nullable;

/** A question being answered right now, and what its waiters get when it is done. */
final class Flight {
    private final String requestHash;
    private final CompletableFuture<Landing> done = new CompletableFuture<>();

    Flight(String requestHash) {
        this.requestHash = requestHash;
    }

    String requestHash() {
        return requestHash;
    }

    CompletableFuture<Landing> done() {
        return done;
    }

    /** The end of a flight: an answer, a failure everybody shares, or neither, and then a waiter takes over. */
    record Landing(@Nullable Answer answer, @Nullable LlmException failure) {}
}
