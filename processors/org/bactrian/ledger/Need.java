package org.bactrian.ledger;

import java.math.BigDecimal;

/**
 * What calls that wait need of one window, beyond what this process has.
 *
 * @param all of all of them together, USD
 * @param least of the least of them, USD
 * @param smallest the least of the holds themselves, USD
 * @param unwritten what of ours is spent and the store does not know yet, USD
 * @param ask what to take if there is plenty, USD
 */
record Need(Scope scope, BigDecimal all, BigDecimal least, BigDecimal smallest, BigDecimal unwritten, BigDecimal ask) {
    Need and(BigDecimal amount, BigDecimal free) {
        return new Need(
                scope,
                all.add(amount),
                least.min(amount.subtract(free)),
                smallest.min(amount),
                unwritten,
                ask.add(amount));
    }
}
