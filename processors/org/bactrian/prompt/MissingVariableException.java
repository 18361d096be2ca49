package org.bactrian.prompt;

/** A prompt names a variable that the caller did not give. */
public final class MissingVariableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String variable;

    MissingVariableException(String variable) {
        super("the variable \"" + variable + "\" is missing");
        this.variable = variable;
    }

    public String variable() {
        return variable;
    }
}
