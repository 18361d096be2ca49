package org.bactrian.ledger;

/** A hold did not fit under a cap; nothing was held. */
public final class BudgetExceededException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Scope scope;

    BudgetExceededException(Scope scope) {
        super("the budget of " + scope.kind() + " " + scope.id() + " is used up");
        this.scope = scope;
    }

    public Scope scope() {
        return scope;
    }
}
