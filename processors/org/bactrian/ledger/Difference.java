package org.bactrian.ledger;

import java.math.BigDecimal;

/**
 * A sum that does not agree.
 *
 * @param scope the key of the scope, kind and id parted by a colon
 * @param what which amount of the window it is
 * @param says what the books say, USD
 * @param shouldBe what it must be, or the most it may be
 */
public record Difference(String scope, String period, What what, BigDecimal says, BigDecimal shouldBe) {
    /** The amounts of a window that are looked at. */
    public enum What {
        /** Must be the sum of the entries that name the window. */
        SPENT,
        /** Must be the sum of what processes have set aside. */
        HELD,
        /** Spent and held may not be more than the cap and what was billed beyond it. */
        CAP
    }
}
