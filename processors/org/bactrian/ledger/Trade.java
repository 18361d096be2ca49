package org.bactrian.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What this process settles with the store in one transaction.
 *
 * @param bookings what has been spent
 * @param back what is given back, USD
 * @param needs what is asked for
 */
record Trade(List<Booking> bookings, SortedMap<Window, BigDecimal> back, SortedMap<Window, Need> needs) {
    boolean isEmpty() {
        return bookings.isEmpty() && back.isEmpty() && needs.isEmpty();
    }

    /** All the windows it touches, in the order in which they are locked. */
    SortedSet<Window> windows() {
        SortedSet<Window> windows = new TreeSet<>(back.keySet());
        windows.addAll(needs.keySet());
        bookings.forEach(booking -> booking.hold().scopes().forEach(scope -> windows.add(Window.of(scope))));
        return windows;
    }

    /**
     * What came of it.
     *
     * @param rooms what was given
     * @param revived null, or after this process had been taken for dead what is its own again
     */
    record Done(Map<Window, Room> rooms, @Nullable Map<Window, BigDecimal> revived) {
        static final Done NOTHING = new Done(Map.of(), null);
    }
}
