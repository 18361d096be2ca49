package org.bactrian.cli;

/** The books cannot be read; the message says why and what to do. */
final class BooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BooksException(String message) {
        super(message);
    }
}
