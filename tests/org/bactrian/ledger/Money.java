package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.bactrian.provider.Price;

/** Prices and scopes for tests that are not about them. */
final class Money {
    static final Price PRICE = new Price(
            LocalDate.parse("2026-01-01"), new BigDecimal("0.10"), new BigDecimal("0.40"), new BigDecimal("0.05"));

    private Money() {}

    static Scope scope(String kind, String id, String cap) {
        return new Scope(kind, id, null, "2026-11-24", new BigDecimal(cap), Instant.MAX, new BigDecimal("0.8"));
    }
}
