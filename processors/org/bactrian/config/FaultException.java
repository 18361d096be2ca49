package org.bactrian.config;

/** Carries one fault out of a parser that cannot go on. */
final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    FaultException(Fault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
