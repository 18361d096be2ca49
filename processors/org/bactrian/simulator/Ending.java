package org.bactrian.simulator;

/** What happens after the last write of a response. */
enum Ending {
    /** The response ends as HTTP wants it. */
    COMPLETE,
    /** The connection is closed. */
    CLOSE,
    /** The connection is reset, so that the caller's next read fails. */
    RESET,
    /** Nothing, on an open connection. */
    SILENCE
}
