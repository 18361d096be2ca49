package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One of our own file formats as a JSON Schema: the source of what is allowed, of defaults and of examples. Thread-safe. */
final class ClosedSchema {
    private final JsonNode definition;
    private final JsonSchema validator;

    private ClosedSchema(JsonNode definition) {
        this.definition = definition;
        this.validator = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(definition);
    }

    /** The built-in schema {@code <name>.schema.json}. */
    static ClosedSchema named(String name) {
        try (InputStream in =
                ClosedSchema.class.getResourceAsStream("/org/bactrian/schemas/" + name + ".schema.json")) {
            return new ClosedSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives placeholders their type and fills in defaults; call before {@link #check}. */
    void complete(YamlFile yaml) {
        complete(definition, yaml.content(), "", yaml);
    }

    /** Everything in a file that the format does not allow. */
    List<Fault> check(YamlFile yaml) {
        return validator.validate(yaml.content()).stream()
                .map(message -> fault(message, yaml))
                .distinct()
                .toList();
    }

    private void complete(JsonNode schema, JsonNode node, String pointer, YamlFile yaml) {
        if (node instanceof ObjectNode object) {
            addDefaults(schema, object);
            for (var field : List.copyOf(object.properties())) {
                String child = pointer + "/" + field.getKey();
                JsonNode inner = child(schema, field.getKey());
                retype(inner, field.getValue(), child, yaml).ifPresent(typed -> object.set(field.getKey(), typed));
                complete(inner, object.get(field.getKey()), child, yaml);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                complete(schema.path("items"), array.get(i), pointer + "/" + i, yaml);
            }
        }
    }

    private static void addDefaults(JsonNode schema, ObjectNode object) {
        for (var property : schema.path("properties").properties()) {
            JsonNode value = property.getValue().get("default");
            if (value != null && !object.has(property.getKey())) {
                object.set(property.getKey(), value.deepCopy());
            }
        }
    }

    private static Optional<JsonNode> retype(JsonNode schema, JsonNode node, String pointer, YamlFile yaml) {
        if (!node.isTextual() || !yaml.cameFromPlaceholder(pointer)) {
            return Optional.empty();
        }
        String types = schema.path("type").toString();
        if (types.contains("number") || types.contains("integer")) {
            return Optional.of(YamlFile.number(node.textValue()));
        }
        boolean truth = types.contains("boolean") && List.of("true", "false").contains(node.textValue());
        return truth ? Optional.of(BooleanNode.valueOf(Boolean.parseBoolean(node.textValue()))) : Optional.empty();
    }

    private static JsonNode child(JsonNode schema, String key) {
        JsonNode named = schema.path("properties").path(key);
        if (!named.isMissingNode()) {
            return named;
        }
        boolean index = schema.has("items") && key.chars().allMatch(Character::isDigit);
        return index ? schema.path("items") : schema.path("additionalProperties");
    }

    private JsonNode at(String pointer) {
        JsonNode schema = definition;
        for (String part :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            schema = child(schema, part);
        }
        return schema;
    }

    private Fault fault(ValidationMessage message, YamlFile yaml) {
        String place = pointer(message);
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(place, message.getProperty(), yaml);
            case "required" -> missing(place, message.getProperty(), yaml);
            default -> wrong(place, message, yaml);
        };
    }

    private static String pointer(ValidationMessage message) {
        StringBuilder pointer = new StringBuilder();
        var path = message.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(path.getElement(i));
        }
        return pointer.toString();
    }

    private Fault unknown(String place, String key, YamlFile yaml) {
        List<String> known = new ArrayList<>();
        at(place).path("properties").fieldNames().forEachRemaining(known::add);
        String child = place + "/" + key;
        String fix = Suggestion.nearest(key, known)
                .map(near -> "Did you mean \"" + near + ": " + example(place + "/" + near) + "\"?")
                .orElse("Known here: " + String.join(", ", known));
        return new Fault(yaml.file(), yaml.line(child), Pointers.dotted(child), "is not a key of this file", fix);
    }

    private Fault missing(String place, String key, YamlFile yaml) {
        String child = place + "/" + key;
        String fix = "Add a line such as \"" + key + ": " + example(child) + "\"";
        return new Fault(yaml.file(), yaml.line(place), Pointers.dotted(child), "is missing", fix);
    }

    private Fault wrong(String place, ValidationMessage message, YamlFile yaml) {
        JsonNode schema = at(place);
        String text = message.getType().equals("oneOf")
                ? schema.path("description").asText("has none of the allowed forms")
                : message.getMessage().replaceFirst("^[^:]*: ", "");
        JsonNode value = yaml.content().at(place);
        String found = value.isValueNode() ? ", found " + value : "";
        String example = example(place);
        String fix = example.isEmpty() ? "" : "Write for example \"" + Pointers.last(place) + ": " + example + "\"";
        return new Fault(yaml.file(), yaml.line(place), Pointers.dotted(place), text + found, fix);
    }

    private String example(String pointer) {
        return at(pointer).path("examples").path(0).asText("");
    }
}
