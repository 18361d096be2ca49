package org.bactrian.call;

import java.math.BigDecimal;
import org.bactrian.provider.Usage;

/** What a call has taken so far, over all its attempts. Used by one thread at a time. */
public final class Tally {
    private int attempts;
    private Usage usage = Usage.NONE;
    private BigDecimal cost = BigDecimal.ZERO;

    void attempt() {
        attempts++;
    }

    /** Takes back an attempt that an open breaker kept from being sent. */
    void notSent() {
        attempts--;
    }

    void add(Usage more, BigDecimal usd) {
        usage = usage.plus(more);
        cost = cost.add(usd);
    }

    /** Requests sent to models, repairs included. */
    public int attempts() {
        return attempts;
    }

    public Usage usage() {
        return usage;
    }

    /** USD. */
    public BigDecimal cost() {
        return cost;
    }
}
