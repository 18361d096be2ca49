package org.bactrian.answers.semantic;

/** What two questions must have in common, exactly, before one may get the other's answer. */
enum Trait {
    NUMBER(true),
    UNIT(false),
    TIME(false),
    SIGN(true),
    NEGATION(true),
    TENSE(false);

    private final boolean counted;

    Trait(boolean counted) {
        this.counted = counted;
    }

    /** Whether it matters how often. */
    boolean counted() {
        return counted;
    }
}
