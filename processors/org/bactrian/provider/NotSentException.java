package org.bactrian.provider;

import java.io.IOException;

/** The exchange broke before the request was on its way: nothing can have been charged. */
final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(Exception cause) {
        super("not sent", cause);
    }
}
