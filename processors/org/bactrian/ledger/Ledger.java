package org.bactrian.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.provider.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds money before an attempt and settles it after. For every scope spent + held stays at or under its cap + overrun, in
 * the store at every instant: a hold comes out of a slice of the cap that this process has taken durably before, so that
 * it does not wait for the store. What a process had when it died is spent. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** How long a process may go unseen before it is taken for dead. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    /** As the store keeps money; a hold is rounded up, so that it is never less than the worst case. */
    static final int DECIMALS = 12;

    /** Longer a caller does not wait for the store. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final ForwardClock clock;
    private final Escrow escrow;
    private final Calibration calibration;
    private final Owners owners;
    private final Vault vault;
    private final Teller teller;

    public Ledger(Store store, Clock clock) {
        this(store, clock, LEASE);
    }

    /**
     * Begins with nothing of any cap.
     *
     * @param lease how long this process may go unseen, by the store's clock, before others take it for dead
     */
    public Ledger(Store store, Clock clock, Duration lease) {
        this(store, clock, new Owners(store.exclusive(), lease), new Escrow(System::nanoTime));
    }

    Ledger(Store store, Clock clock, Owners owners, Escrow escrow) {
        this.clock = ForwardClock.of(store, clock);
        this.calibration = new Calibration(store);
        this.owners = owners;
        this.escrow = escrow;
        this.vault = new Vault(store, owners, this.clock);
        this.teller = new Teller(escrow, vault);
    }

    /** How a hold ended. */
    public enum Kind {
        /** The provider said what it used. */
        SETTLED,
        /** The provider did not say, or was stopped while it answered; the tokens are counted by us. */
        COUNTED,
        /** Whether it was paid is not known; the worst case is booked. */
        UNCERTAIN,
        /** The provider billed more than was held. */
        OVERRUN,
        /** A hold that had already become spent turned out otherwise. */
        CORRECTION
    }

    /** The time by which windows open and end; it never goes back. */
    public Instant now() {
        return clock.instant();
    }

    /** How much more each model bills than we count. */
    public Calibration calibration() {
        return calibration;
    }

    /**
     * Sets the worst case of one attempt aside, against every scope at once or against none.
     *
     * @param scopes in their own order
     * @param amount USD
     * @param left what the call has left of its time; well after that its hold counts as lost
     * @throws BudgetExceededException for the scope with the least room, if it does not fit
     * @throws StoreException if the store had to be asked and does not answer
     */
    public Hold reserve(Purpose purpose, List<Scope> scopes, BigDecimal amount, Duration left)
            throws BudgetExceededException {
        teller.keepUp();
        Hold hold = Hold.of(purpose, scopes, up(amount));
        Instant expires = now().plus(left).plus(GRACE);
        if (!escrow.take(hold, expires)) {
            refuseIfDry(hold);
            teller.obtain(new Wish(hold, expires), left.compareTo(PATIENCE) < 0 ? left : PATIENCE);
        }
        return hold;
    }

    private void refuseIfDry(Hold hold) throws BudgetExceededException {
        Optional<BudgetExceededException> refused = escrow.refusal(hold);
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    private static BigDecimal up(BigDecimal usd) {
        return usd.setScale(DECIMALS, RoundingMode.UP);
    }

    /**
     * Makes a hold larger, or leaves it as it is.
     *
     * @param more USD
     * @return the larger hold, in place of the one given
     * @throws BudgetExceededException if it does not fit
     */
    public Hold extend(Hold hold, BigDecimal more) throws BudgetExceededException {
        Hold second = reserve(hold.purpose(), hold.scopes(), more, LEASE);
        if (!escrow.merge(hold, second)) {
            settle(second, BigDecimal.ZERO, Usage.NONE, Kind.SETTLED);
            throw new IllegalStateException("the hold is over");
        }
        return hold.plus(second.amount());
    }

    /**
     * Turns a hold into what was really spent; what was held too much is free again. A bill above the hold is booked in
     * full, and every scope of it is closed until its window ends or its cap is changed.
     *
     * @param exact what it cost, USD
     */
    public void settle(Hold hold, BigDecimal exact, Usage usage, Kind kind) {
        if (escrow.settle(hold, up(exact), usage, kind, now())) {
            closeNow(hold);
        }
    }

    /** Other processes should know of it before their next call. */
    private void closeNow(Hold hold) {
        LOG.error(
                "Model {} billed more than the worst case that was held: its scopes are closed",
                hold.purpose().model());
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.warn("The overrun is not in the store yet; it will be written with the rest", e);
        }
    }

    /** Writes what is settled. It is written every now and then anyway; until then the store counts it as held. */
    public void flush() {
        teller.writeAll(Teller.NEVER_IDLE);
    }

    /** Writes what is settled and gives back what has not been used for a while. */
    void tidy() {
        teller.settle(IDLE.toNanos());
    }

    /** This process as the store knows it. */
    Pulse pulse() {
        return new Pulse(owners, teller);
    }

    /** What of this process's slices no call has taken, USD, by {@link Scope#key}, a tab and the period. */
    public Map<String, BigDecimal> ownFree() {
        return escrow.free();
    }

    /** Whether anything is settled but not written. */
    boolean isUnwritten() {
        return escrow.unwritten() > 0 || teller.isInDoubt();
    }

    /** Books as spent what dead processes had, and holds of ours whose calls never ended; returns how many that were. */
    public int expireDead() {
        List<Hold> lost = escrow.expired(now());
        lost.forEach(hold -> settle(hold, hold.amount(), Usage.NONE, Kind.UNCERTAIN));
        return lost.size() + teller.run(() -> vault.inTransaction(owners::bury));
    }

    /** Writes what is settled and gives back the rest; what is still held becomes spent when the lease is over. */
    @Override
    public void close() {
        teller.writeAll(-1);
        teller.run(() -> vault.inTransaction(owners::leave));
        teller.close();
    }
}
