package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Camel's own schema of the YAML DSL: as Camel ships it, and without the short forms. */
final class CamelSchema {
    private static final int WORTH_TELLING = 5;
    private static final JsonSchema SHIPPED = compile(shipped());
    private static final JsonSchema CANONICAL = compile(canonical(shipped()));

    private CamelSchema() {}

    /** What keeps a file from being Camel YAML, or else from being canonical. */
    static List<String> faults(JsonNode flow) {
        List<String> invalid = faults(SHIPPED, flow, "invalid: ");
        return invalid.isEmpty() ? faults(CANONICAL, flow, "not canonical: ") : invalid;
    }

    private static List<String> faults(JsonSchema schema, JsonNode flow, String what) {
        return schema.validate(flow).stream()
                .map(ValidationMessage::getMessage)
                .map(what::concat)
                .sorted()
                .limit(WORTH_TELLING)
                .toList();
    }

    /** Without a bare from, text in place of settings, and a language in place of an expression. */
    private static JsonNode canonical(JsonNode schema) {
        ((ObjectNode) schema.at("/items/properties")).remove("from");
        schema.findValues("oneOf").forEach(forms -> removeShortForms((ArrayNode) forms));
        return schema;
    }

    private static void removeShortForms(ArrayNode forms) {
        for (int i = forms.size() - 1; i >= 0; i--) {
            JsonNode form = forms.get(i);
            if (form.path("type").asText().equals("string")
                    || form.path("$ref").asText().endsWith(".ExpressionDefinition")) {
                forms.remove(i);
            }
        }
    }

    private static JsonSchema compile(JsonNode schema) {
        return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
    }

    private static JsonNode shipped() {
        try (InputStream in = CamelSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return House.json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
