package org.bactrian.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which the simulator can fail its caller. */
enum Fault {
    NONE(true),
    STATUS(false),
    HTML(false),
    RESET(true),
    SILENT(false),
    HEADERS_ONLY(true),
    SLOW_FIRST_TOKEN(true),
    STALL(true),
    CUT(true),
    RESET_MID(true),
    DRIP(true),
    FLOOD(true),
    HUGE(true),
    SPLIT_UTF8(true),
    CRLF(true),
    CR(true),
    GZIP(true),
    CONTENT_TYPE(true),
    TWICE_DONE(true),
    BROKEN_EVENT(true),
    ERROR_EVENT(true),
    EARLY_ERROR_EVENT(true),
    INVALID_JSON(true),
    SCHEMA_INVALID(true),
    EMPTY(true),
    NO_CHOICES(true),
    FENCED(true),
    LENGTH(true),
    REFUSAL(true),
    CONTENT_FILTER(true),
    WRONG_USAGE(true),
    HUGE_USAGE(true),
    NO_USAGE(true),
    ERROR_IN_200(false);

    private final boolean billed;

    Fault(boolean billed) {
        this.billed = billed;
    }

    /** Whether the model has worked, so that the request costs money however it ends. */
    boolean billed(boolean streamed) {
        boolean onlyAnError = this == ERROR_EVENT || this == EARLY_ERROR_EVENT;
        return billed && (streamed || !onlyAnError);
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

    /** Whether it is an HTTP status that can end an exchange and carry a body. */
    static boolean isStatus(String label) {
        return label.matches("[345]\\d\\d") && !label.equals("304");
    }

    static String known() {
        return "an HTTP status such as 429, 500 or 503, or one of "
                + Arrays.stream(values())
                        .filter(fault -> fault != STATUS)
                        .map(Fault::label)
                        .collect(Collectors.joining(", "));
    }
}
