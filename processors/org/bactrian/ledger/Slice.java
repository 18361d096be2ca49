package org.bactrian.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * What this process may spend of one window without asking the store. The store's slice is always free + held + unbooked.
 * Guarded by {@link Escrow}.
 */
final class Slice {
    private static final long BRISK = Duration.ofSeconds(1).toNanos();
    private static final long FRESH = Duration.ofMillis(100).toNanos();
    private static final BigDecimal FIRST = BigDecimal.valueOf(4);
    private static final BigDecimal GROWTH = BigDecimal.valueOf(2);

    private BigDecimal free = BigDecimal.ZERO;
    private BigDecimal held = BigDecimal.ZERO;
    private BigDecimal unbooked = BigDecimal.ZERO;
    private BigDecimal ask = BigDecimal.ZERO;
    private BigDecimal cap;
    private boolean closed;
    private BigDecimal left = BigDecimal.ZERO;
    private long filledAt;
    private long refusedAt;
    private long usedAt;

    Slice(BigDecimal cap, long now) {
        this.cap = cap;
        this.filledAt = now - BRISK;
        this.refusedAt = now - BRISK;
        this.usedAt = now;
    }

    boolean has(BigDecimal amount) {
        return free.compareTo(amount) >= 0;
    }

    /**
     * Whether it may be spent from without asking: it is not closed, was filled under this cap, and no more than that is
     * spent and held. What calls under a higher cap free again must not be spent under a lower one.
     */
    boolean isOpen(BigDecimal underCap) {
        return isFilledUnder(underCap) && left.signum() >= 0;
    }

    private boolean isFilledUnder(BigDecimal underCap) {
        return !closed && cap.compareTo(underCap) == 0;
    }

    /**
     * Whether an amount cannot fit, going by what the store had left when it refused one a moment ago. Only others can have given something back
     * since, and the next look will see it: callers over budget do not keep the store busy.
     */
    boolean isDry(BigDecimal amount, BigDecimal underCap, long now) {
        return isFilledUnder(underCap) && now - refusedAt < FRESH && available().compareTo(amount) < 0;
    }

    /** What is free here, or was in the store. */
    BigDecimal available() {
        return free.add(left).max(BigDecimal.ZERO);
    }

    void refused(long now) {
        refusedAt = now;
    }

    BigDecimal held() {
        return held;
    }

    BigDecimal unbooked() {
        return unbooked;
    }

    BigDecimal free() {
        return free;
    }

    void hold(BigDecimal amount, long now) {
        free = free.subtract(amount);
        held = held.add(amount);
        usedAt = now;
    }

    /** A hold that nobody has asked to keep. */
    void release(BigDecimal amount) {
        free = free.add(amount);
        held = held.subtract(amount);
    }

    /** A hold ends: what was booked of it is spent, the rest is free again. */
    void settle(BigDecimal released, Booking booking) {
        held = held.subtract(released);
        free = free.add(released).subtract(booking.covered());
        unbooked = unbooked.add(booking.covered());
        closed |= booking.over().signum() > 0;
    }

    void booked(BigDecimal covered) {
        unbooked = unbooked.subtract(covered);
    }

    /** How much to ask the store for: twice as much as before if that did not last a second, else half. */
    BigDecimal ask(BigDecimal need, long now) {
        ask = now - filledAt < BRISK ? ask.multiply(GROWTH) : ask.divide(GROWTH, RoundingMode.UP);
        ask = ask.max(need.multiply(FIRST));
        return ask;
    }

    void fill(Room room, long now) {
        free = free.add(room.grant());
        cap = room.cap();
        left = room.left();
        closed = room.closed();
        filledAt = now;
        usedAt = now;
    }

    boolean idleSince(long then) {
        return usedAt - then < 0;
    }

    /** Takes out what is free, to be given back. */
    BigDecimal surrender() {
        BigDecimal all = free.max(BigDecimal.ZERO);
        free = free.subtract(all);
        left = left.add(all);
        return all;
    }

    void putBack(BigDecimal amount) {
        free = free.add(amount);
    }

    /** The store now says that so much of it is ours, and no more: what it took is gone from what is free. */
    void revive(BigDecimal ours) {
        free = ours.subtract(held).subtract(unbooked);
    }

    boolean isEmpty() {
        return free.signum() == 0 && held.signum() == 0 && unbooked.signum() == 0;
    }
}
