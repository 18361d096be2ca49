package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reduces a JSON Schema to what Gemini takes; what falls away is still checked when the answer is validated. */
final class GeminiSchema {
    private static final List<String> KEPT = List.of(
            "title",
            "description",
            "nullable",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern");
    private static final Set<String> FORMATS = Set.of("date-time", "enum", "float", "double", "int32", "int64");
    private static final int MOST_DEPTH = 8;
    private static final int MOST_REFERENCES = 256;

    private final JsonNode root;
    private int references;

    private GeminiSchema(JsonNode root) {
        this.root = root;
    }

    static ObjectNode reduced(JsonNode schema) {
        return new GeminiSchema(schema).reduced(schema, 0);
    }

    /** Whether Gemini takes it: it refuses what has no type, objects without properties and lists without items. */
    static boolean isTaken(JsonNode reduced) {
        if (reduced.has("anyOf")) {
            return all(reduced.path("anyOf"));
        }
        return switch (reduced.path("type").asText("")) {
            case "" -> false;
            case "object" -> !reduced.path("properties").isEmpty() && all(reduced.path("properties"));
            case "array" -> isTaken(reduced.path("items"));
            default -> true;
        };
    }

    private static boolean all(JsonNode several) {
        return StreamSupport.stream(several.spliterator(), false).allMatch(GeminiSchema::isTaken);
    }

    /** A reference too deep, as in a schema that contains itself, leaves nothing but its type. */
    private ObjectNode reduced(JsonNode written, int depth) {
        ObjectNode reduced = Json.object();
        JsonNode schema = written;
        int deeper = depth;
        while (schema.path("$ref").isTextual()) {
            schema = resolved(schema);
            deeper++;
            references++;
            if (deeper > MOST_DEPTH || references > MOST_REFERENCES) {
                type(schema, reduced);
                return reduced;
            }
        }
        plain(schema, reduced);
        nested(schema, reduced, deeper);
        return reduced;
    }

    /** The target of a local reference, with what is written next to the reference. */
    private ObjectNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        ObjectNode resolved = Json.object();
        if (reference.equals("#") || reference.startsWith("#/")) {
            root.at(reference.substring(1)).properties().forEach(e -> resolved.set(e.getKey(), e.getValue()));
        }
        schema.properties().stream()
                .filter(field -> !field.getKey().equals("$ref"))
                .forEach(field -> resolved.set(field.getKey(), field.getValue()));
        return resolved;
    }

    private static void plain(JsonNode schema, ObjectNode reduced) {
        type(schema, reduced);
        KEPT.stream().filter(schema::hasNonNull).forEach(name -> reduced.set(name, schema.get(name)));
        if (FORMATS.contains(schema.path("format").asText(""))) {
            reduced.set("format", schema.get("format"));
        }
        if (schema.has("const")) {
            choice(List.of(schema.get("const")), reduced);
        } else if (schema.path("enum").isArray()) {
            List<JsonNode> values = new ArrayList<>();
            schema.path("enum").forEach(values::add);
            choice(values, reduced);
        }
    }

    private static void type(JsonNode schema, ObjectNode reduced) {
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        } else {
            type.forEach(one -> types.add(one.asText()));
        }
        if (types.size() > 1 && types.remove("null")) {
            reduced.put("nullable", true);
        }
        if (types.size() == 1) {
            reduced.put("type", types.get(0));
        } else {
            types.forEach(one -> reduced.withArray("anyOf").addObject().put("type", one));
        }
    }

    /** Gemini knows choices between strings only: of others the type is left, else no answer could be valid. */
    private static void choice(List<JsonNode> values, ObjectNode reduced) {
        if (values.stream().anyMatch(JsonNode::isNull)) {
            reduced.put("nullable", true);
        }
        // An empty choice is refused
        List<JsonNode> choice =
                values.stream().filter(value -> !value.asText("").isEmpty()).toList();
        if (choice.stream().anyMatch(JsonNode::isTextual)) {
            ArrayNode texts = reduced.put("type", "string").putArray("enum");
            choice.forEach(value -> texts.add(value.asText()));
        } else if (!choice.isEmpty() && !reduced.has("type")) {
            reduced.put("type", choice.get(0).isBoolean() ? "boolean" : "number");
        }
    }

    private void nested(JsonNode schema, ObjectNode reduced, int depth) {
        if (schema.path("items").isObject()) {
            reduced.set("items", reduced(schema.path("items"), depth));
        }
        JsonNode properties = schema.path("properties");
        if (!properties.isEmpty()) {
            ObjectNode into = reduced.putObject("properties");
            properties.properties().forEach(one -> into.set(one.getKey(), reduced(one.getValue(), depth)));
        }
        for (JsonNode name : schema.path("required")) {
            // Gemini refuses the name of a property that it has not been told of.
            if (properties.has(name.asText())) {
                reduced.withArray("required").add(name);
            }
        }
        alternatives(schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf"), reduced, depth);
    }

    private void alternatives(JsonNode alternatives, ObjectNode reduced, int depth) {
        List<ObjectNode> kept = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            if (alternative.path("type").asText("").equals("null")) {
                reduced.put("nullable", true);
            } else {
                kept.add(reduced(alternative, depth));
            }
        }
        if (kept.size() == 1) {
            kept.get(0).properties().forEach(field -> reduced.putIfAbsent(field.getKey(), field.getValue()));
        } else if (!kept.isEmpty()) {
            reduced.putArray("anyOf").addAll(kept);
        }
    }
}
