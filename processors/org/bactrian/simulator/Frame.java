package org.bactrian.simulator;

import io.vertx.core.buffer.Buffer;

/**
 * One write of a response.
 *
 * @param pause milliseconds to wait before it
 * @param tokens of the answer that the caller gets with it
 */
record Frame(Buffer bytes, long pause, long tokens) {
    /** Sends the headers alone. */
    static final Frame HEAD = of(Buffer.buffer());

    static Frame of(Buffer bytes) {
        return new Frame(bytes, 0, 0);
    }

    Frame with(Buffer other) {
        return new Frame(other, pause, tokens);
    }
}
