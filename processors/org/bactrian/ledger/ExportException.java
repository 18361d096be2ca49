package org.bactrian.ledger;

/** A provider's export cannot be read; the message says where and why. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }
}
