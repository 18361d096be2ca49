package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bactrian.provider.Provider.Structured;

/** Asks for output that satisfies a schema in words, where a provider has no means of its own. */
final class Instructions {
    private Instructions() {}

    /** The schema a chat request in OpenAI's form asks for; a missing node if it asks for none. */
    static JsonNode schema(JsonNode chat) {
        return chat.path("response_format").path("json_schema").path("schema");
    }

    static String of(JsonNode schema) {
        return "Answer with nothing but a JSON document that satisfies this JSON Schema:\n" + schema;
    }

    /** Moves the schema of a request in OpenAI's form into its system message. */
    static void askFor(ObjectNode body, Structured structured) {
        JsonNode schema = schema(body);
        if (schema.isMissingNode()) {
            return;
        }
        body.remove("response_format");
        if (structured == Structured.JSON_OBJECT) {
            body.putObject("response_format").put("type", "json_object");
        }
        ArrayNode messages = body.path("messages").deepCopy();
        JsonNode first = messages.path(0);
        if (first.path("role").asText().equals("system")
                && first.path("content").isTextual()) {
            ((ObjectNode) first).put("content", first.path("content").textValue() + "\n\n" + of(schema));
        } else {
            messages.insertObject(0).put("role", "system").put("content", of(schema));
        }
        body.set("messages", messages);
    }
}
