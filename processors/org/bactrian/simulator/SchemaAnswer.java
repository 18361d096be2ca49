package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Makes a document that satisfies a JSON Schema from what the user said. */
final class SchemaAnswer {
    private static final int DEEP = 5;
    private static final int TOO_DEEP = 54;
    private static final int USUAL_ITEMS = 2;
    private static final int MOST_REPEATS = 1000;

    private final Schemas schemas;
    private final Source source;

    private SchemaAnswer(ChatRequest request) {
        this.schemas = new Schemas(request.shape().schema());
        this.source = new Source(request);
    }

    static JsonNode of(ChatRequest request) {
        return new SchemaAnswer(request).value(request.shape().schema(), new Place("", 0, 0));
    }

    /** Where in the document a value stands; {@code index} counts the items of an array. */
    private record Place(String name, int index, int depth) {
        Place property(String property) {
            return new Place(property, 0, depth + 1);
        }

        Place item(int i) {
            return new Place(name, i, depth + 1);
        }

        boolean isDeep() {
            return depth > DEEP;
        }

        @Override
        public String toString() {
            return name + "/" + index;
        }
    }

    private JsonNode value(JsonNode schema, Place place) {
        if (place.depth() > TOO_DEEP) {
            throw Rejection.badRequest("response_format", "The schema nests too deep for any document.");
        }
        ObjectNode flat = schemas.flat(schema, place.isDeep());
        if (flat.has("const")) {
            return flat.get("const");
        }
        JsonNode values = flat.path("enum");
        return values.isEmpty() ? typed(flat, place) : choice(values, place);
    }

    /** The best value first; further items of an array get the ones after it. */
    private JsonNode choice(JsonNode values, Place place) {
        JsonNode best = source.choose(values, place.name());
        int at = 0;
        while (!values.get(at).equals(best)) {
            at++;
        }
        return values.get((at + place.index()) % values.size());
    }

    private JsonNode typed(ObjectNode schema, Place place) {
        return switch (type(schema)) {
            case "object" -> object(schema, place);
            case "array" -> array(schema, place);
            case "integer" -> NumberAnswer.integer(schema, source, place.toString());
            case "number" -> NumberAnswer.number(schema, source, place.toString());
            case "boolean" -> BooleanNode.valueOf((source.below(2, place.name()) + place.index()) % 2 == 0);
            case "null" -> NullNode.getInstance();
            default -> TextNode.valueOf(TextAnswer.of(schema, source, place.name(), place.index()));
        };
    }

    private static String type(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.path(type.path(0).asText().equals("null") ? type.size() - 1 : 0)
                    .asText();
        }
        return type.asText(impliedType(schema));
    }

    private static String impliedType(ObjectNode schema) {
        if (schema.has("properties") || schema.has("required")) {
            return "object";
        }
        if (schema.has("items")) {
            return "array";
        }
        return schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf") ? "number" : "string";
    }

    private ObjectNode object(ObjectNode schema, Place place) {
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        ObjectNode object = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean possible = !property.getValue().equals(BooleanNode.FALSE);
            if (required.contains(property.getKey()) || (possible && !place.isDeep())) {
                object.set(property.getKey(), value(property.getValue(), place.property(property.getKey())));
            }
        }
        required.removeIf(object::has);
        required.forEach(name -> object.set(name, value(schema.path("additionalProperties"), place.property(name))));
        return object;
    }

    private ArrayNode array(ObjectNode schema, Place place) {
        JsonNode items = schema.path("items");
        int size = size(schema, items, place);
        Set<JsonNode> seen = new LinkedHashSet<>();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; array.size() < size && i < size + MOST_REPEATS; i++) {
            JsonNode item = value(items, place.item(i));
            if (seen.add(item) || !schema.path("uniqueItems").asBoolean()) {
                array.add(item);
            }
        }
        return array;
    }

    private int size(ObjectNode schema, JsonNode items, Place place) {
        int usual = schemas.flat(items, place.isDeep()).has("enum") ? 1 : USUAL_ITEMS;
        int wanted =
                Math.min(place.isDeep() ? 0 : usual, schema.path("maxItems").asInt(usual));
        return Math.max(wanted, schema.path("minItems").asInt());
    }
}
