package org.bactrian.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which the simulator can fail its caller. */
enum Fault {
    NONE(true),
    STATUS(false),
    RESET(true),
    SILENT(false),
    INVALID_JSON(true),
    SCHEMA_INVALID(true),
    EMPTY(true),
    NO_CHOICES(true),
    FENCED(true),
    LENGTH(true),
    REFUSAL(true),
    CONTENT_FILTER(true),
    ERROR_IN_200(false);

    private final boolean billed;

    Fault(boolean billed) {
        this.billed = billed;
    }

    /** Whether the model has worked, so that the request costs money however it ends. */
    boolean billed() {
        return billed;
    }

    /** The name in a request, such as {@code invalid-json}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Fault> named(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault != STATUS && fault.label().equals(label))
                .findFirst();
    }

    static String known() {
        return "an HTTP status such as 429, 500 or 503, or one of "
                + Arrays.stream(values())
                        .filter(fault -> fault != STATUS)
                        .map(Fault::label)
                        .collect(Collectors.joining(", "));
    }
}
