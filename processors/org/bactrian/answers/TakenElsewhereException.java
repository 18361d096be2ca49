package org.bactrian.answers;

/** Why a request was not answered: another process has it, or had it when it died, and has not been heard of since. */
public final class TakenElsewhereException extends Exception {
    private static final long serialVersionUID = 1L;

    TakenElsewhereException() {
        super("another process has this request");
    }
}
