package org.bactrian.ledger;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the books of a {@link Ledger} in the background: writes, gives back, and buries the dead. Thread-safe. */
public final class Clerk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
    private static final long WRITE_MILLIS = 100;
    private static final long TIDY_MILLIS = 1_000;
    private static final long END_SECONDS = 10;
    private static final long LOOKS_A_LEASE = 4;

    private final Ledger ledger;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "llm-clerk");
        made.setDaemon(true);
        return made;
    });
    private boolean failing;

    public Clerk(Ledger ledger, Duration lease) {
        this.ledger = ledger;
        every(WRITE_MILLIS, this::write);
        every(Math.min(TIDY_MILLIS, lease.toMillis() / LOOKS_A_LEASE), ledger::tidy);
        every(Math.max(1, lease.toMillis() / LOOKS_A_LEASE), this::bury);
        every(TIDY_MILLIS, ledger.calibration()::save);
    }

    /** Also forgets receipts whose time is over. */
    public void tidy(ReceiptBook receipts) {
        every(TIDY_MILLIS, receipts::forgetExpired);
    }

    private void every(long millis, Runnable work) {
        thread.scheduleWithFixedDelay(() -> carefully(work), 0, millis, TimeUnit.MILLISECONDS);
    }

    /** The store may be away for a while: told once, tried again. */
    private void carefully(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.error("The books cannot be written; trying until they can: {}", e.getMessage());
            }
            failing = true;
        }
    }

    private void write() {
        if (ledger.isUnwritten()) {
            ledger.flush();
        }
    }

    private void bury() {
        int dead = ledger.expireDead(); // always asks the store, which is then there
        if (failing) {
            LOG.info("The store answers again");
        }
        failing = false;
        if (dead > 0) {
            LOG.warn("{} slices or holds of dead processes or lost calls are booked as spent (uncertain)", dead);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        awaitEnd();
        ledger.close();
    }

    private void awaitEnd() {
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The books are being written still, after {} s", END_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
