package org.bactrian.resilience;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many retries all calls of one model may take together: a token bucket that requests fill, so that an outage is
 * not made worse by those who ask again (Google SRE book, "Handling Overload": a ratio per client). Time lends a retry
 * now and then to a quiet flow; the next requests pay it back before they add anything. Thread-safe.
 */
public final class RetryBudget {
    private static final long RETRY = 1_000_000; // counted in millionths: shares of 0.1 must add up exactly
    private static final long MOST_SAVED = 10 * RETRY;
    private static final long MOST_LENT = 3;
    private static final long LEND_EVERY = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanos;
    private long share;
    private long saved;
    private long owed;
    private long lendable = MOST_LENT;
    private long lentAt;
    private long earned;

    /**
     * A budget that nobody has used.
     *
     * @param ratio retries as a share of requests, from 0 (never) to 1
     * @param nanos a clock that only goes forward
     */
    public RetryBudget(double ratio, LongSupplier nanos) {
        this.nanos = nanos;
        this.lentAt = nanos.getAsLong();
        ratio(ratio);
    }

    /** Changes the share from the next request on; what has been saved stays. */
    public synchronized void ratio(double ratio) {
        share = Math.max(0, Math.min(RETRY, Math.round(ratio * RETRY)));
    }

    /** Counts a request, not its retries. */
    public synchronized void request() {
        long repaid = Math.min(owed, share);
        owed -= repaid;
        earned += share - repaid;
        saved = Math.min(MOST_SAVED, saved + share - repaid);
    }

    /** Takes a retry, if there is one. */
    public synchronized boolean tryRetry() {
        if (share == 0) {
            return false;
        }
        if (saved >= RETRY) {
            saved -= RETRY;
            return true;
        }
        return borrowed();
    }

    private boolean borrowed() {
        accrue();
        if (lendable == 0) {
            return false;
        }
        lendable--;
        owed = Math.min(MOST_LENT * RETRY, owed + RETRY); // a flow that is always quiet can never pay back more
        return true;
    }

    /** A flow that earns a retry each ten seconds is not quiet and needs no loan. */
    private void accrue() {
        long more = (nanos.getAsLong() - lentAt) / LEND_EVERY;
        if (more > 0) {
            lentAt += more * LEND_EVERY;
            lendable = Math.min(MOST_LENT, lendable + Math.max(0, more - earned / RETRY));
            earned = 0;
        }
    }
}
