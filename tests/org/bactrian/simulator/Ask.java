package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a test asks, in whichever dialect.
 *
 * @param schema of the answer, or missing
 */
record Ask(String model, String text, boolean stream, JsonNode schema, int maxTokens) {
    static final String SCHEMA =
            """
            {"type": "object", "required": ["team", "summary"], "properties": {
              "team": {"enum": ["billing", "shipping"]}, "summary": {"type": "string", "maxLength": 80}}}
            """;
    private static final int USUAL_TOKENS = 10_000;

    static Ask model(String model) {
        return new Ask(model, Sim.TICKET, false, MissingNode.getInstance(), USUAL_TOKENS);
    }

    static Ask fault(String wishes) {
        return model("sim-x?fault=" + wishes);
    }

    Ask text(String other) {
        return new Ask(model, other, stream, schema, maxTokens);
    }

    Ask streamed() {
        return new Ask(model, text, true, schema, maxTokens);
    }

    Ask structured() {
        try {
            return new Ask(model, text, stream, Sim.MAPPER.readTree(SCHEMA), maxTokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ask maxTokens(int most) {
        return new Ask(model, text, stream, schema, most);
    }

    boolean isStructured() {
        return !schema.isMissingNode();
    }
}
