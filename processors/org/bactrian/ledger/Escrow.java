package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;

/**
 * What this process may spend, what of it is held and what is settled but not yet in the store. In memory; every method is
 * one step that nobody sees the middle of. Thread-safe.
 */
final class Escrow {
    /** More is not written in one transaction: callers may be waiting for the next. */
    static final int AT_ONCE = 500;

    private final LongSupplier nanos;
    private final Slices slices = new Slices();
    private final OpenHolds open = new OpenHolds();
    private final Unwritten settled = new Unwritten();

    Escrow(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private Slice slice(Scope scope) {
        return slices.of(scope, nanos.getAsLong());
    }

    /** Holds against every scope, or against none. */
    synchronized boolean take(Hold hold, Instant expires) {
        for (Scope scope : hold.scopes()) {
            Slice slice = slice(scope);
            if (!slice.isOpen(scope.cap()) || !slice.has(hold.amount())) {
                return false;
            }
        }
        long now = nanos.getAsLong();
        hold.scopes().forEach(scope -> slice(scope).hold(hold.amount(), now));
        open.add(hold, expires);
        return true;
    }

    /** Makes one hold of two; false if the first is over. */
    synchronized boolean merge(Hold first, Hold second) {
        return open.merge(first, second);
    }

    /** Ends a hold; returns whether more is booked than was held. One that had ended already is corrected. */
    synchronized boolean settle(Hold hold, BigDecimal actual, Usage usage, Kind kind, Instant now) {
        Hold was = open.end(hold);
        BigDecimal released = was == null ? BigDecimal.ZERO : was.amount();
        BigDecimal booked = was == null ? actual.subtract(hold.amount()) : actual;
        BigDecimal over = booked.subtract(released).max(BigDecimal.ZERO);
        Kind told = was == null ? Kind.CORRECTION : over.signum() > 0 ? Kind.OVERRUN : kind;
        Booking booking = new Booking(hold, booked, over, usage, told, now);
        hold.scopes().forEach(scope -> slice(scope).settle(released, booking));
        settled.add(booking);
        return over.signum() > 0;
    }

    /** Why a hold cannot fit, as far as the store said a moment ago; nothing if it has to be asked. */
    synchronized Optional<BudgetExceededException> refusal(Hold hold) {
        long now = nanos.getAsLong();
        for (Scope scope : hold.scopes()) {
            Slice slice = slice(scope);
            if (slice.isDry(hold.amount(), scope.cap(), now)) {
                return Optional.of(new BudgetExceededException(scope, slice.available(), false));
            }
        }
        return Optional.empty();
    }

    /** What the store has to be asked for, so that every wish can be granted. */
    synchronized Trade trade(List<Wish> wishes) {
        SortedMap<Window, BigDecimal> back = new TreeMap<>();
        SortedMap<Window, Need> needs = slices.needs(wishes, back, nanos.getAsLong());
        return new Trade(settled.takeUrgent(), back, needs);
    }

    /** Puts in what the store gave, then grants or refuses; a wish that another call was quicker than stays undone. */
    synchronized void fill(Map<Window, Room> rooms, List<Wish> wishes) {
        long now = nanos.getAsLong();
        rooms.forEach((window, room) -> slices.of(window).fill(room, now));
        for (Wish wish : wishes) {
            if (take(wish.hold(), wish.expires())) {
                grant(wish);
            } else {
                Refusal.of(wish.hold(), rooms, scope -> slice(scope).free()).ifPresent(reason -> {
                    slice(reason.scope()).refused(now);
                    wish.refuse(reason);
                });
            }
        }
    }

    private void grant(Wish wish) {
        if (!wish.grant()) {
            Hold hold = wish.hold();
            open.end(hold);
            hold.scopes().forEach(scope -> slice(scope).release(hold.amount()));
        }
    }

    synchronized int unwritten() {
        return settled.size();
    }

    /** The same, and what has been free for so long or longer; forgets slices with nothing in them. */
    synchronized Trade trade(long idleNanos) {
        SortedMap<Window, BigDecimal> back = slices.idle(nanos.getAsLong() - idleNanos);
        return new Trade(settled.take(AT_ONCE), back, new TreeMap<>());
    }

    /** It is in the store. */
    synchronized void done(Trade trade, Trade.Done done) {
        Map<Window, BigDecimal> revived = done.revived();
        if (revived != null) {
            slices.revive(revived, trade.back());
        }
        for (Booking booking : trade.bookings()) {
            booking.hold().scopes().forEach(scope -> slice(scope).booked(booking.covered()));
        }
    }

    /** It could not be brought to the store: everything is as it was. */
    synchronized void undo(Trade trade) {
        settled.putBack(trade.bookings());
        trade.back().forEach((window, amount) -> slices.of(window).putBack(amount));
    }

    /** Holds whose calls should have ended long ago. */
    synchronized List<Hold> expired(Instant now) {
        return open.expired(now);
    }

    synchronized Map<String, BigDecimal> free() {
        return slices.free();
    }

    /** Shows every slice to somebody who keeps none of them. */
    synchronized void show(BiConsumer<Window, Slice> eye) {
        slices.show(eye);
    }
}
