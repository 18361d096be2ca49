package org.bactrian.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bactrian.ErrorCode;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Purge;
import org.bactrian.answers.Receipt;
import org.bactrian.answers.Receipt.State;
import org.bactrian.answers.Receipts;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receipts in the store. One is good for 24 hours, by the store's clock, from when it was taken and again from when it was
 * answered. A request whose process died is free again if nothing had been sent for it, else uncertain. Thread-safe.
 */
public final class ReceiptBook implements Receipts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptBook.class);

    /** Two processes that take one request collide; the second finds it taken next time. */
    private static final int TRIES = 4;

    private static final int FORGET_AT_ONCE = 1_000;

    /** When it is worth to ask again. */
    private static final Duration STORE_RETURNS = Duration.ofSeconds(5);

    private final Store store;
    private final Pulse pulse;
    private final ReceiptRows rows;
    private final Taking taking;

    /** What this process is at, with what is asked. */
    private final Map<String, String> open = new ConcurrentHashMap<>();

    /** No caller's interruption reaches the store's files; and as many as ask, so that a dead store lets none wait in a line. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "llm-receipts");
        thread.setDaemon(true);
        return thread;
    });

    /** Takes requests as the process of a ledger. */
    public ReceiptBook(Store store, Ledger ledger) {
        this.store = store;
        this.pulse = ledger.pulse();
        this.rows = new ReceiptRows(pulse.owners().own());
        this.taking = new Taking(pulse.owners(), rows);
    }

    /** A request with another hash than the first takes nothing, whatever the state says: the caller compares them. */
    @Override
    public Receipt take(String key, String requestHash) {
        String first = open.putIfAbsent(key, requestHash);
        if (first != null) {
            return new Receipt(State.ELSEWHERE, first, null);
        }
        boolean ours = false;
        try {
            Receipt receipt = run(() -> taken(key, requestHash));
            ours = isOurs(receipt, requestHash);
            return receipt;
        } finally {
            if (!ours) {
                open.remove(key);
            }
        }
    }

    private static boolean isOurs(Receipt receipt, String requestHash) {
        boolean taken = receipt.state() == State.OURS || receipt.state() == State.UNCERTAIN;
        return taken && receipt.requestHash().equals(requestHash);
    }

    private Receipt taken(String key, String requestHash) {
        for (int tries = 1; tries <= TRIES; tries++) {
            if (again(jdbi -> jdbi.withHandle(handle -> rows.insert(handle, key, requestHash)))) {
                return new Receipt(State.OURS, requestHash, null);
            }
            Receipt there = again(jdbi -> jdbi.inTransaction(handle -> taking.of(handle, key, requestHash)));
            if (there != null) {
                return there;
            }
            pulse.beat();
        }
        throw new StoreException(
                "The store takes this process for dead, or a request was taken and released too often");
    }

    @Override
    public void sending(String key) {
        if (!inStore(handle -> rows.sending(handle, key))) {
            throw new LlmUnavailable(
                    ErrorCode.TEMPORARILY_UNAVAILABLE, "Another process has taken this request", STORE_RETURNS, null);
        }
    }

    @Override
    public void record(String key, Kept answer) {
        if (!end(key, handle -> rows.answer(handle, key, answer))) {
            LOG.warn(
                    "An answer was not recorded: another process has taken its request, having taken this one for dead");
        }
    }

    @Override
    public void release(String key) {
        end(key, handle -> rows.release(handle, key));
    }

    /** Whatever the store says, we are not at it any more. */
    private boolean end(String key, Function<Handle, Boolean> work) {
        try {
            return inStore(work);
        } finally {
            open.remove(key);
        }
    }

    /**
     * Forgets answers by user or by key only. A feature or a prompt alone leaves them: a message that comes again must not be
     * paid for twice because somebody emptied a cache.
     */
    @Override
    public int purge(Purge purge) {
        if (purge.user() == null && purge.key() == null) {
            return 0;
        }
        return inStore(handle -> rows.purge(handle, purge));
    }

    /** Deletes some of the receipts whose time is over. */
    void forgetExpired() {
        again(jdbi -> jdbi.withHandle(handle -> rows.forgetExpired(handle, FORGET_AT_ONCE)));
    }

    private <T> T inStore(Function<Handle, T> work) {
        return run(() -> again(jdbi -> jdbi.withHandle(work::apply)));
    }

    private <T> T run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException | RejectedExecutionException e) {
            String message = "The store does not answer: whether this request has been answered before is not known";
            throw new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, message, STORE_RETURNS, e);
        }
    }

    private <T> T again(Function<Jdbi, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.apply(store.jdbi());
            } catch (JdbiException e) {
                if (tries == TRIES || !StoreFault.isCollision(e)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
