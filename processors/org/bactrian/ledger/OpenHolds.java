package org.bactrian.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The holds of calls in flight. Guarded by {@link Escrow}. */
final class OpenHolds {
    private final Map<String, Open> holds = new HashMap<>();

    private record Open(Hold hold, Instant expires) {}

    void add(Hold hold, Instant expires) {
        holds.put(hold.id(), new Open(hold, expires));
    }

    /** Ends a hold; returns it as it was last, or null if it had ended already. */
    @Nullable
    Hold end(Hold hold) {
        Open was = holds.remove(hold.id());
        return was == null ? null : was.hold();
    }

    /** Makes one hold of two; false if the first is over. */
    boolean merge(Hold first, Hold second) {
        Open there = holds.get(first.id());
        if (there == null) {
            return false;
        }
        holds.remove(second.id());
        add(there.hold().plus(second.amount()), there.expires());
        return true;
    }

    List<Hold> expired(Instant now) {
        return holds.values().stream()
                .filter(open -> open.expires().isBefore(now))
                .map(Open::hold)
                .toList();
    }
}
