package org.bactrian.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes to the store, on a thread of its own and for all who wait at once: a hundred first calls of a hundred users are one
 * transaction, and no caller's interruption reaches the store's files. Thread-safe.
 */
final class Teller implements AutoCloseable {
    static final long NEVER_IDLE = Long.MAX_VALUE / 2;

    /** Who spends faster than the store can write has to help. */
    private static final int MANY_UNWRITTEN = 10_000;

    /** While the store is away, no more than this waits to be written. */
    private static final int MOST_UNWRITTEN = 100_000;

    private final Escrow escrow;
    private final Vault vault;
    private final Queue<Wish> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Trade open;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "llm-ledger");
        made.setDaemon(true);
        return made;
    });

    Teller(Escrow escrow, Vault vault) {
        this.escrow = escrow;
        this.vault = vault;
    }

    /** Returns once it is granted. */
    void obtain(Wish wish, Duration patience) throws BudgetExceededException {
        waiting.add(wish);
        thread.execute(this::serveWaiting);
        wish.await(patience);
    }

    private void serveWaiting() {
        List<Wish> wishes = new ArrayList<>();
        for (Wish next = waiting.poll(); next != null; next = waiting.poll()) {
            wishes.add(next);
        }
        while (!wishes.isEmpty()) {
            serve(wishes);
            wishes.removeIf(Wish::isDone);
        }
    }

    private void serve(List<Wish> wishes) {
        try {
            resolve();
            escrow.fill(bring(escrow.trade(wishes)).rooms(), wishes);
        } catch (RuntimeException e) {
            wishes.forEach(wish -> wish.fail(e));
        }
    }

    /** Writes what is settled, and gives back what has been free for so long. */
    void settle(long idleNanos) {
        run(() -> {
            resolve();
            Trade trade = escrow.trade(idleNanos);
            return trade.isEmpty() && !vault.isDue() ? Trade.Done.NOTHING : bring(trade);
        });
    }

    /** Whether it is not known if the last trade is in the store. */
    boolean isInDoubt() {
        return open != null;
    }

    /** The same for all that is settled now; what comes meanwhile may be left for the next time. */
    void writeAll(long idleNanos) {
        int written = 0;
        int all = escrow.unwritten();
        do {
            settle(idleNanos);
            written += Escrow.AT_ONCE;
        } while (written < all);
    }

    /** Slows down who spends faster than the store can write. */
    void keepUp() {
        try {
            if (escrow.unwritten() > MANY_UNWRITTEN) {
                settle(NEVER_IDLE);
            }
        } catch (RuntimeException e) {
            if (escrow.unwritten() > MOST_UNWRITTEN) {
                throw new StoreException("The store has been away for too long: no money can be set aside", e);
            }
        }
    }

    private Trade.Done bring(Trade trade) {
        open = trade;
        try {
            return end(trade, vault.bring(trade));
        } catch (RuntimeException e) {
            Trade.Done done = lookUp(trade);
            if (done == null) {
                throw e;
            }
            return done;
        }
    }

    private Trade.Done end(Trade trade, Trade.Done done) {
        escrow.done(trade, done);
        open = null;
        return done;
    }

    /** If the store does not answer now either, the trade stays open, and none is brought before that is known. */
    private Trade.@Nullable Done lookUp(Trade trade) {
        Trade.Done done = vault.lookUp();
        if (done == null) {
            escrow.undo(trade);
            open = null;
            return null;
        }
        return end(trade, done);
    }

    private void resolve() {
        Trade last = open;
        Trade.Done done = last == null ? null : lookUp(last);
        if (done != null) {
            escrow.fill(done.rooms(), List.of());
        }
    }

    /** Runs work on the thread that goes to the store, and waits for it. */
    <T> T run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** What is running ends; nothing more begins. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
