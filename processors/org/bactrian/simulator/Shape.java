package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * The form of an answer.
 *
 * @param schema what the answer must satisfy; counts only with {@link Format#JSON_SCHEMA}
 * @param tool the function whose arguments are the answer, or empty
 */
record Shape(Format format, JsonNode schema, String tool) {
    static final Shape TEXT = new Shape(Format.TEXT, MissingNode.getInstance(), "");
    static final Shape JSON_OBJECT = new Shape(Format.JSON_OBJECT, MissingNode.getInstance(), "");

    /** What kind of text it is. */
    enum Format {
        TEXT,
        JSON_OBJECT,
        JSON_SCHEMA
    }

    static Shape of(JsonNode schema) {
        return new Shape(Format.JSON_SCHEMA, schema, "");
    }

    static Shape call(Tool tool) {
        return new Shape(Format.JSON_SCHEMA, tool.parameters(), tool.name());
    }
}
