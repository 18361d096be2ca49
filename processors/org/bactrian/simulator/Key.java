package org.bactrian.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bactrian.config.Span;

/** What a request can wish for, and how each wish is written. */
enum Key {
    FAULT(Form.FAULT),
    DELAY(Form.SPAN),
    RETRY_AFTER(Form.COUNT),
    RETRY_AFTER_DATE(Form.COUNT),
    RETRY_AFTER_MS(Form.COUNT),
    AFTER(Form.COUNT),
    TIMES(Form.COUNT),
    CHUNKS(Form.COUNT),
    EVERY(Form.SPAN),
    REASONING(Form.COUNT),
    CACHED(Form.COUNT),
    REMAINING_REQUESTS(Form.COUNT),
    REMAINING_TOKENS(Form.COUNT),
    RESET(Form.SPAN),
    BAD_KEY(Form.TEXT),
    LIMITED_KEY(Form.TEXT);

    private final Form form;

    Key(Form form) {
        this.form = form;
    }

    private enum Form {
        FAULT,
        SPAN,
        COUNT,
        TEXT
    }

    static Key named(String label) {
        Optional<Key> named =
                Arrays.stream(values()).filter(key -> key.label().equals(label)).findFirst();
        return named.orElseThrow(() ->
                Rejection.badRequest("model", "Unknown key '" + label + "': the simulator knows " + known() + "."));
    }

    private static String known() {
        return Arrays.stream(values()).map(Key::label).collect(Collectors.joining(", "));
    }

    /** The name in a request, such as {@code retry-after}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value, if it can be one of this key. */
    String checked(String value) {
        return switch (form) {
            case FAULT -> checkedFault(value);
            case SPAN -> checkedSpan(value);
            case COUNT -> checkedCount(value);
            case TEXT -> value;
        };
    }

    private static String checkedFault(String value) {
        if (!Fault.isStatus(value) && Fault.named(value).isEmpty()) {
            throw Rejection.badRequest(
                    "model", "Unknown fault '" + value + "': the simulator knows " + Fault.known() + ".");
        }
        return value;
    }

    private String checkedSpan(String value) {
        try {
            Span.parse(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw Rejection.badRequest(
                    "model", "'" + label() + "' must be a duration such as 300ms or 2s, not '" + value + "'.");
        }
    }

    private String checkedCount(String value) {
        if (!value.matches("\\d{1,9}")) {
            throw Rejection.badRequest("model", "'" + label() + "' must be a whole number, not '" + value + "'.");
        }
        return value;
    }
}
