package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Flattens references and alternatives of a JSON Schema. */
final class Schemas {
    private final JsonNode root;

    Schemas(JsonNode root) {
        this.root = root;
    }

    /** The schema with all it refers to merged in; of alternatives the first, or deep down the last, so that loops end. */
    ObjectNode flat(JsonNode schema, boolean deep) {
        ObjectNode flat = Json.object();
        absorb(flat, schema, deep, Collections.newSetFromMap(new IdentityHashMap<>()));
        return flat;
    }

    private void absorb(ObjectNode flat, JsonNode schema, boolean deep, Set<JsonNode> absorbed) {
        if (!absorbed.add(schema)) {
            return;
        }
        // What stands here itself comes first: it narrows what is referred to.
        schema.properties().forEach(keyword -> mergeKeyword(flat, keyword.getKey(), keyword.getValue()));
        for (JsonNode part : parts(schema, deep)) {
            absorb(flat, part, deep, absorbed);
        }
    }

    private List<JsonNode> parts(JsonNode schema, boolean deep) {
        List<JsonNode> parts = new ArrayList<>();
        if (schema.has("$ref")) {
            parts.add(resolve(schema.path("$ref").asText()));
        }
        schema.path("allOf").forEach(parts::add);
        for (String choice : List.of("anyOf", "oneOf")) {
            JsonNode alternatives = schema.path(choice);
            parts.add(alternatives.path(deep ? alternatives.size() - 1 : 0));
        }
        return parts;
    }

    private JsonNode resolve(String reference) {
        String pointer = reference.startsWith("#") ? reference.substring(1) : "";
        if (!reference.startsWith("#") || !(pointer.isEmpty() || pointer.startsWith("/"))) {
            throw Rejection.badRequest("response_format", "Only references within the schema work, not " + reference);
        }
        JsonNode target = root.at(pointer);
        if (target.isMissingNode()) {
            throw Rejection.badRequest("response_format", "The schema has nothing at " + reference);
        }
        return target;
    }

    private static void mergeKeyword(ObjectNode into, String keyword, JsonNode value) {
        JsonNode before = into.path(keyword);
        if (before.isObject() && value.isObject()) {
            into.set(keyword, union(before, value));
        } else if (keyword.equals("required")) {
            into.set(keyword, concatenation(before, value));
        } else if (before.isMissingNode()) {
            into.set(keyword, value);
        }
    }

    private static ObjectNode union(JsonNode first, JsonNode second) {
        ObjectNode union = Json.object();
        first.properties().forEach(entry -> union.set(entry.getKey(), entry.getValue()));
        second.properties().forEach(entry -> union.putIfAbsent(entry.getKey(), entry.getValue()));
        return union;
    }

    private static ArrayNode concatenation(JsonNode first, JsonNode second) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        first.forEach(all::add);
        second.forEach(all::add);
        return all;
    }
}
