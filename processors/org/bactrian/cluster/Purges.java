package org.bactrian.cluster;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Purge;

/**
 * The last purges, so that an answer made before one of them does not come back by a node that had not heard of it yet.
 * Thread-safe.
 */
final class Purges {
    private static final int MOST = 100;

    private final Deque<Told> told = new ArrayDeque<>();

    /**
     * A purge as it is told.
     *
     * @param at ms since 1970
     */
    record Told(String id, long at, Purge purge) {}

    /** Remembers one; false if it has been heard of before. */
    synchronized boolean add(Told purge) {
        if (told.stream().anyMatch(known -> known.id().equals(purge.id()))) {
            return false;
        }
        if (told.size() == MOST) {
            told.removeFirst();
        }
        told.addLast(purge);
        return true;
    }

    synchronized List<Told> all() {
        return List.copyOf(told);
    }

    /** Whether an answer was made before a purge that it falls under. */
    synchronized boolean cover(Kept kept) {
        return told.stream()
                .anyMatch(each -> !kept.madeAt().isAfter(Instant.ofEpochMilli(each.at()))
                        && each.purge().matches(kept.origin()));
    }
}
