package org.bactrian.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was used of one limit in the time just past. Uses that follow each other within a six-hundredth of the window
 * leave it together with the last of them, so that it stays small and never counts too little. Not thread-safe.
 */
final class Window {
    private static final int MOST_SLICES = 600;

    private final long length;
    private final Deque<Slice> slices = new ArrayDeque<>();
    private long used;

    Window(Duration length) {
        this.length = length.toNanos();
    }

    void use(long now, long amount) {
        Slice last = slices.peekLast();
        if (last == null || now - last.begun > length / MOST_SLICES) {
            last = new Slice(now);
            slices.addLast(last);
        }
        last.ended = now;
        last.amount += amount;
        used += amount;
    }

    /** Nanoseconds until this much more stays within the limit, or until nothing is used, whichever comes first. */
    long untilRoom(long now, long amount, @Nullable Integer limit) {
        forgetBefore(now - length);
        long left = used;
        if (limit == null || left == 0 || left + amount <= limit) {
            return 0;
        }
        for (Slice slice : slices) {
            left -= slice.amount;
            if (left == 0 || left + amount <= limit) {
                return slice.ended + length - now;
            }
        }
        throw new IllegalStateException("the slices do not add up to what is used");
    }

    private void forgetBefore(long time) {
        for (Slice first = slices.peekFirst(); first != null && first.ended - time <= 0; first = slices.peekFirst()) {
            used -= first.amount;
            slices.removeFirst();
        }
    }

    /** Uses that count as one. */
    private static final class Slice {
        private final long begun;
        private long ended;
        private long amount;

        private Slice(long begun) {
            this.begun = begun;
        }
    }
}
