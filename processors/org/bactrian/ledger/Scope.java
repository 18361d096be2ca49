package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One cap that a call counts against.
 *
 * @param kind user, session, feature, tenant, deployment or tag
 * @param id whose it is
 * @param period the window as a key, such as {@code 2026-11-24}, {@code 2026-11} or {@code total}
 * @param cap USD
 * @param resetsAt when the window ends; {@link Instant#MAX} for one that never does
 */
public record Scope(String kind, String id, String period, BigDecimal cap, Instant resetsAt)
        implements Comparable<Scope> {
    /** Its key in the store. */
    String key() {
        return kind + ":" + id;
    }

    /** Locks are always taken in this order, so that two calls never wait for each other. */
    @Override
    public int compareTo(Scope other) {
        int byKey = key().compareTo(other.key());
        return byKey != 0 ? byKey : period.compareTo(other.period);
    }
}
