package org.bactrian.ledger;

/**
 * A scope in one period: what money is counted against.
 *
 * @param scope {@link Scope#key}
 * @param period the period as a key, such as {@code 2026-11}
 */
record Window(String scope, String period) implements Comparable<Window> {
    static Window of(Scope scope) {
        return new Window(scope.key(), scope.period());
    }

    /** Rows are always locked in this order, so that two nodes never wait for each other. */
    @Override
    public int compareTo(Window other) {
        int byScope = scope.compareTo(other.scope);
        return byScope != 0 ? byScope : period.compareTo(other.period);
    }
}
