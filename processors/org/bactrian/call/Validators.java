package org.bactrian.call;

import org.jspecify.annotations.Nullable;

/** Where answers are validated: a route of its own for each output schema, and one for free text. */
final class Validators {
    /** The schema name that any text which is not empty satisfies. */
    static final String TEXT = "text";

    private Validators() {}

    static String uri(@Nullable String schema) {
        String name = schema == null ? TEXT : schema;
        return "kamelet:llm-validate-action/llm-validate-" + name + "?noErrorHandler=true&schema=" + name;
    }
}
