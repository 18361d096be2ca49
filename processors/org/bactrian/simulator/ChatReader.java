package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bactrian.simulator.ChatRequest.Format;
import org.bactrian.simulator.ChatRequest.Message;

/** Reads the body of a chat completion request and rejects what OpenAI would. */
final class ChatReader {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");

    private ChatReader() {}

    static ChatRequest read(byte[] json) {
        JsonNode body = object(json);
        if (!body.path("model").isTextual()) {
            throw Rejection.badRequest("model", "You must provide a model parameter.");
        }
        if (!body.path("model").asText().startsWith("sim-")) {
            throw Rejection.unknownModel(body.path("model").asText());
        }
        if (body.path("stream").asBoolean()) {
            throw Rejection.badRequest("stream", "This simulator does not stream yet: leave stream out.");
        }
        Format format = format(body.path("response_format"));
        return new ChatRequest(
                body.path("model").asText(), messages(body.path("messages")), format, schema(format, body), most(body));
    }

    private static JsonNode object(byte[] json) {
        try {
            JsonNode body = Json.read(json);
            if (body.isObject()) {
                return body;
            }
        } catch (IOException e) {
            throw Rejection.badRequest("", "The body of your request could not be read as JSON.");
        }
        throw Rejection.badRequest("", "The body of your request must be a JSON object.");
    }

    private static List<Message> messages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw Rejection.badRequest("messages", "'messages' must be an array with at least one message.");
        }
        List<Message> read = new ArrayList<>();
        for (JsonNode message : messages) {
            read.add(message(message, "messages[" + read.size() + "]"));
        }
        return List.copyOf(read);
    }

    private static Message message(JsonNode message, String param) {
        String role = message.path("role").asText();
        if (!ROLES.contains(role)) {
            throw Rejection.badRequest(param + ".role", "Unknown role '" + role + "'.");
        }
        return new Message(role, text(message.path("content"), param + ".content"));
    }

    private static String text(JsonNode content, String param) {
        if (content.isArray()) {
            return StreamSupport.stream(content.spliterator(), false)
                    .map(part -> part.path("text").asText())
                    .collect(Collectors.joining("\n"));
        }
        if (content.isTextual() || content.isNull() || content.isMissingNode()) {
            return content.asText("");
        }
        throw Rejection.badRequest(param, "Content must be a string, an array of parts, or null.");
    }

    private static Format format(JsonNode format) {
        return switch (format.path("type").asText("text")) {
            case "text" -> Format.TEXT;
            case "json_object" -> Format.JSON_OBJECT;
            case "json_schema" -> Format.JSON_SCHEMA;
            default -> throw Rejection.badRequest("response_format.type", "Must be text, json_object or json_schema.");
        };
    }

    private static JsonNode schema(Format format, JsonNode body) {
        if (format != Format.JSON_SCHEMA) {
            return MissingNode.getInstance();
        }
        JsonNode schema = body.at("/response_format/json_schema/schema");
        if (!schema.isObject()) {
            throw Rejection.badRequest("response_format.json_schema.schema", "A JSON schema is missing.");
        }
        return schema;
    }

    private static int most(JsonNode body) {
        return Math.min(most(body, "max_completion_tokens"), most(body, "max_tokens"));
    }

    private static int most(JsonNode body, String param) {
        JsonNode most = body.path(param);
        if (most.isMissingNode() || most.isNull()) {
            return Integer.MAX_VALUE;
        }
        if (!most.canConvertToInt() || !most.isIntegralNumber() || most.intValue() < 1) {
            throw Rejection.badRequest(param, "'" + param + "' must be a whole number of at least 1.");
        }
        return most.intValue();
    }
}
