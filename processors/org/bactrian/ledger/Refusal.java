package org.bactrian.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Why a hold does not fit: the scope with the least room for it. */
final class Refusal {
    private Refusal() {}

    /** The refusal, or nothing if the store has room and only another call was quicker. */
    static Optional<BudgetExceededException> of(Hold hold, Map<Window, Room> rooms, Function<Scope, BigDecimal> free) {
        Scope tightest = null;
        BigDecimal least = hold.amount();
        boolean closed = false;
        for (Scope scope : hold.scopes()) {
            Room room = rooms.get(Window.of(scope));
            if (room != null) {
                BigDecimal available =
                        room.closed() ? BigDecimal.ZERO : room.left().add(free.apply(scope));
                if (room.closed() || (!closed && available.compareTo(least) < 0)) {
                    tightest = scope;
                    least = available;
                    closed = room.closed();
                }
            }
        }
        return tightest == null
                ? Optional.empty()
                : Optional.of(new BudgetExceededException(tightest, least.max(BigDecimal.ZERO), closed));
    }
}
