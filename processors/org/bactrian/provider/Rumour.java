package org.bactrian.provider;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What other processes say of a model, for a while. By itself it refuses nothing: a failure of our own confirms it, and
 * a success of our own, of a call begun since it was heard, ends it. Thread-safe.
 */
final class Rumour {
    private final LongSupplier nanos;
    private boolean heard;
    private boolean confirmed;
    private long since;
    private long until;

    /** Nothing heard yet; a clock that only goes forward. */
    Rumour(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void hear(Duration lasts) {
        since = nanos.getAsLong();
        until = since + lasts.toNanos();
        heard = true;
    }

    synchronized void failed() {
        confirmed = left() > 0;
    }

    /** Whether this ends it. */
    synchronized boolean succeeded(long begun) {
        boolean ends = heard && begun - since > 0;
        if (ends) {
            heard = false;
            confirmed = false;
        }
        return ends;
    }

    /** How long the model is left alone, if it is confirmed. */
    synchronized Duration confirmedFor() {
        confirmed &= left() > 0;
        return confirmed ? Duration.ofNanos(left()) : Duration.ZERO;
    }

    private long left() {
        return heard ? until - nanos.getAsLong() : 0;
    }
}
