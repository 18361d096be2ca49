package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Gemini's own form of JSON Schema: types may be in capitals, and some keywords do not exist. */
final class GeminiSchema {
    private static final Set<String> UNKNOWN = Set.of("additionalProperties", "$schema");
    private static final Set<String> DATA = Set.of("enum", "default", "example", "required", "propertyOrdering");

    private GeminiSchema() {}

    /** The usual form of a schema, which may not use unknown keywords. */
    static JsonNode checked(JsonNode schema) {
        return usual(schema, UNKNOWN);
    }

    static JsonNode usual(JsonNode schema) {
        return usual(schema, Set.of());
    }

    private static JsonNode usual(JsonNode schema, Set<String> unknown) {
        if (schema instanceof ArrayNode list) {
            ArrayNode usual = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> usual.add(usual(item, unknown)));
            return usual;
        }
        ObjectNode usual = Json.object();
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            refuse(keyword.getKey(), unknown);
            usual.set(keyword.getKey(), usual(keyword.getKey(), keyword.getValue(), unknown));
        }
        return schema.isObject() ? usual : schema;
    }

    private static void refuse(String keyword, Set<String> unknown) {
        if (unknown.contains(keyword)) {
            throw Rejection.badRequest(
                    "",
                    "Invalid JSON payload received. Unknown name \"" + keyword
                            + "\" at 'generation_config.response_schema': Cannot find field.");
        }
    }

    private static JsonNode usual(String keyword, JsonNode value, Set<String> unknown) {
        if (keyword.equals("type") && value.isTextual()) {
            return TextNode.valueOf(value.asText().toLowerCase(Locale.ROOT));
        }
        if (keyword.equals("properties")) {
            ObjectNode properties = Json.object();
            value.properties().forEach(entry -> properties.set(entry.getKey(), usual(entry.getValue(), unknown)));
            return properties;
        }
        return DATA.contains(keyword) ? value : usual(value, unknown);
    }
}
