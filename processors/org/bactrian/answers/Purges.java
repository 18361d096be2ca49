package org.bactrian.answers;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Purges of late, so that an answer that was begun before one is not kept after it. Thread-safe. */
final class Purges {
    /** No call lasts longer. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Deque<Past> past = new ConcurrentLinkedDeque<>();

    private record Past(Purge purge, Instant at) {}

    void add(Purge purge, Instant now) {
        past.removeIf(old -> old.at().isBefore(now.minus(REMEMBERED)));
        past.add(new Past(purge, now));
    }

    /** The purges that an answer of a call that began then falls under. */
    List<Purge> since(Instant begun, Origin origin) {
        return past.stream()
                .filter(old -> !old.at().isBefore(begun))
                .map(Past::purge)
                .filter(purge -> purge.matches(origin))
                .toList();
    }
}
