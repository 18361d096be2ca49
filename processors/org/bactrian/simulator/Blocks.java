package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Messages that consist of parts of several kinds. */
final class Blocks {
    private Blocks() {}

    /** The texts in a string, or in an array of parts and what lies within them; pictures say nothing. */
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        return StreamSupport.stream(content.spliterator(), false)
                .map(part -> part.has("text") ? part.path("text").asText() : text(part.path("content")))
                .collect(Collectors.joining("\n"));
    }

    /** Whether an array of parts has one with this value, or at least this field. */
    static boolean any(JsonNode parts, String field, String value) {
        return StreamSupport.stream(parts.spliterator(), false)
                .map(part -> part.path(field))
                .anyMatch(found -> !found.isMissingNode()
                        && (value.isEmpty() || found.asText().equals(value)));
    }
}
