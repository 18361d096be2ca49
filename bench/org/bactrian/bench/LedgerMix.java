package org.bactrian.bench;

/** Who calls. */
enum LedgerMix {
    /** The common case: what a call needs is in this process already. */
    ONE_USER("one user", 1),
    MANY_USERS("1000 users", 1000),
    /** The worst case: no call finds anything of its user and session here. */
    NEW_USERS("new users", Long.MAX_VALUE);

    private final String text;
    private final long users;

    LedgerMix(String text, long users) {
        this.text = text;
        this.users = users;
    }

    String user(long call) {
        return "user-" + call % users;
    }

    @Override
    public String toString() {
        return text;
    }
}
