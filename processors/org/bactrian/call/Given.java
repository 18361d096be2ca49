package org.bactrian.call;

import org.apache.camel.Exchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.jspecify.annotations.Nullable;

/** What a flow says about a call besides its body: an exchange variable, else a header of the same name. */
final class Given {
    private Given() {}

    static @Nullable String text(Exchange exchange, String name) {
        Object value = exchange.getVariable(name);
        if (value == null) {
            value = exchange.getMessage().getHeader(name);
        }
        return value == null ? null : value.toString();
    }

    /** A positive whole number, or null if it is not given. */
    static @Nullable Long number(Exchange exchange, String name) {
        String text = text(exchange, name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            long number = Long.parseLong(text.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with zero and less
        }
        throw new LlmRefused(ErrorCode.INVALID_INPUT, name + " must be a positive whole number", name);
    }
}
