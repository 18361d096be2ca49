package org.bactrian.ledger;

import java.math.BigDecimal;

/** A hold did not fit under a cap; nothing was held. */
public final class BudgetExceededException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Scope scope;
    private final BigDecimal available;
    private final boolean closed;

    BudgetExceededException(Scope scope, BigDecimal available, boolean closed) {
        super("the budget of " + scope.kind() + " " + scope.id() + " is used up");
        this.scope = scope;
        this.available = available;
        this.closed = closed;
    }

    public Scope scope() {
        return scope;
    }

    /** What would still have fitted, USD; another call may take it in the meantime. */
    public BigDecimal available() {
        return available;
    }

    /** Whether the scope is closed because a provider billed more than was held. */
    public boolean closed() {
        return closed;
    }
}
