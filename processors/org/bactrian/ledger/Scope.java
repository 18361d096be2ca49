package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cap that a call counts against.
 *
 * @param kind user, session, feature, tenant, deployment or tag
 * @param id whose it is
 * @param tenant the one tenant whose money it is, or null if several share it
 * @param period the window as a key, such as {@code 2026-11-24}, {@code 2026-11} or {@code total}
 * @param cap USD
 * @param resetsAt when the window ends; {@link Instant#MAX} for one that never does
 * @param alertAt share of the cap, 0 to 1, at which somebody is told
 */
public record Scope(
        String kind,
        String id,
        @Nullable String tenant,
        String period,
        BigDecimal cap,
        Instant resetsAt,
        BigDecimal alertAt)
        implements Comparable<Scope> {
    /** Its key in the store. */
    public String key() {
        return kind + ":" + id;
    }

    boolean ends() {
        return !resetsAt.equals(Instant.MAX);
    }

    /** The order of {@link Window}. */
    @Override
    public int compareTo(Scope other) {
        return Window.of(this).compareTo(Window.of(other));
    }
}
