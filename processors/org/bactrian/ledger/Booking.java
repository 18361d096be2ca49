package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import org.bactrian.provider.Usage;

/**
 * A change of what is spent, on its way to the store.
 *
 * @param booked USD; negative for a correction downwards
 * @param over the part of it that no hold had covered, USD
 */
record Booking(Hold hold, BigDecimal booked, BigDecimal over, Usage usage, Ledger.Kind kind, Instant at) {
    BigDecimal covered() {
        return booked.subtract(over);
    }
}
