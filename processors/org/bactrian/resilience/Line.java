package org.bactrian.resilience;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Who waits: tenants take turns, and each tenant's calls keep their order. Not thread-safe. */
final class Line {
    private static final int MOST = 1_000;
    private static final int MOST_OF_ONE = 500;

    private final Map<String, Queue<Turn>> tenants = new LinkedHashMap<>();
    private int size;
    private long tokens;

    int size() {
        return size;
    }

    /** Tokens that all who wait need together. */
    long tokens() {
        return tokens;
    }

    boolean isFullFor(String tenant) {
        Queue<Turn> own = tenants.get(tenant);
        return size >= MOST || (own != null && own.size() >= MOST_OF_ONE);
    }

    void add(Turn turn) {
        tenants.computeIfAbsent(turn.tenant, tenant -> new ArrayDeque<>()).add(turn);
        size++;
        tokens += turn.tokens;
    }

    /** Whose turn it is. */
    @Nullable
    Turn first() {
        Iterator<Queue<Turn>> queues = tenants.values().iterator();
        return queues.hasNext() ? queues.next().peek() : null;
    }

    /** Takes out whose turn it was; the tenant's next call comes after those of all others. */
    void served(Turn first) {
        remove(first);
        Queue<Turn> rest = tenants.remove(first.tenant);
        if (rest != null) {
            tenants.put(first.tenant, rest);
        }
    }

    /** Takes out one that gives up; does nothing if it is not in the line. */
    void remove(Turn turn) {
        Queue<Turn> own = tenants.get(turn.tenant);
        if (own != null && own.remove(turn)) {
            size--;
            tokens -= turn.tokens;
            if (own.isEmpty()) {
                tenants.remove(turn.tenant);
            }
        }
    }
}
