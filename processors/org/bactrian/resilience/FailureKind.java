package org.bactrian.resilience;

/** What a failed attempt is worth. */
public enum FailureKind {
    /** The same model may well answer next time: connect, reset, timeout, 408, 409, 425, 429, 5xx, truncated, empty. */
    RETRY(true),
    /** This model will not answer this request: 400. Not the model's health. */
    NEXT_MODEL(false),
    /** This model cannot be used at all until somebody acts: 401, 403, 404. */
    MISCONFIGURED(true),
    /** The request does not fit this model's context. */
    CONTEXT(false),
    /** The model declined, or a content filter did. */
    REFUSAL(false),
    /** The model answered, but not in the form asked for. */
    INVALID(false),
    /** The breaker is open: nothing was sent. */
    OPEN(false),
    /** The limits of the model left no room in time: nothing was sent. */
    BUSY(false),
    /** The call's own time was up before the model had as long as it may take: says nothing of its health. */
    OUT_OF_TIME(false),
    /** One API key was refused or is used up; another may do. */
    KEY(false),
    /** Its answer went on past what was asked for, and the budget has no room for more. */
    BUDGET(false),
    /** Nobody waits for the answer any more. */
    CALLER_LEFT(false);

    private final boolean counts;

    FailureKind(boolean counts) {
        this.counts = counts;
    }

    /** Whether the model was not asked at all: then it was no attempt. */
    public boolean notSent() {
        return this == OPEN || this == BUSY;
    }

    /** Whether the model's circuit breaker counts it. */
    public boolean countsForBreaker() {
        return counts;
    }
}
