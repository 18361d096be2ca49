package org.bactrian.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A hold that waits for the store. Thread-safe. */
final class Wish {
    private final Hold hold;
    private final Instant expires;
    private final CompletableFuture<Optional<BudgetExceededException>> answer = new CompletableFuture<>();

    Wish(Hold hold, Instant expires) {
        this.hold = hold;
        this.expires = expires;
    }

    Hold hold() {
        return hold;
    }

    Instant expires() {
        return expires;
    }

    boolean isDone() {
        return answer.isDone();
    }

    /** Grants it; false if nobody waits for it any more. */
    boolean grant() {
        return answer.complete(Optional.empty());
    }

    void refuse(BudgetExceededException reason) {
        answer.complete(Optional.of(reason));
    }

    void fail(RuntimeException reason) {
        answer.completeExceptionally(reason);
    }

    /** Returns if it was granted. */
    void await(Duration patience) throws BudgetExceededException {
        Optional<BudgetExceededException> refused = answer(patience);
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    private Optional<BudgetExceededException> answer(Duration patience) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return unless(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unless(e);
        }
    }

    /** Who stops waiting must not be granted anything after: nobody would settle it. */
    private Optional<BudgetExceededException> unless(Exception reason) {
        StoreException failure = new StoreException("The store does not answer: no money can be set aside", reason);
        answer.completeExceptionally(failure);
        if (answer.isCompletedExceptionally()) {
            throw failure;
        }
        return answer.join();
    }
}
