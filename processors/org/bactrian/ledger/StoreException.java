package org.bactrian.ledger;

/** The store cannot be opened; the message says why and what to do, and holds no password. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
