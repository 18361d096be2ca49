package org.bactrian.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What is settled and not yet in the store, oldest first. Guarded by {@link Escrow}. */
final class Unwritten {
    private final Deque<Booking> bookings = new ArrayDeque<>();
    private boolean closing;

    void add(Booking booking) {
        bookings.addLast(booking);
        closing |= booking.over().signum() > 0;
    }

    int size() {
        return bookings.size();
    }

    List<Booking> take(int most) {
        List<Booking> taken = new ArrayList<>();
        while (taken.size() < most && !bookings.isEmpty()) {
            taken.add(bookings.removeFirst());
        }
        closing &= !bookings.isEmpty();
        return taken;
    }

    /** What closes a scope must be in the store before anything else is given; the rest is written while nobody waits. */
    List<Booking> takeUrgent() {
        return closing ? take(bookings.size()) : List.of();
    }

    void putBack(List<Booking> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            bookings.addFirst(taken.get(i));
        }
        closing |= taken.stream().anyMatch(booking -> booking.over().signum() > 0);
    }
}
