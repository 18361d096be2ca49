package org.bactrian.config;

/** Why the start was stopped, in one sentence for a person. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
