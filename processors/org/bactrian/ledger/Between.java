package org.bactrian.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A stretch of time.
 *
 * @param from its first instant
 * @param to the first instant after it
 */
public record Between(Instant from, Instant to) {
    /** Before and after anything a store can hold. */
    public static final Between ALWAYS = new Between(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

    OffsetDateTime first() {
        return from.atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime end() {
        return to.atOffset(ZoneOffset.UTC);
    }
}
