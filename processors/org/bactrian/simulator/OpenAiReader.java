package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.bactrian.simulator.ChatRequest.Message;

/** Reads the body of a chat completion request and rejects what OpenAI would. */
final class OpenAiReader {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");

    private final JsonNode body;

    private OpenAiReader(JsonNode body) {
        this.body = body;
    }

    static ChatRequest read(JsonNode body) {
        return new OpenAiReader(body).request();
    }

    private ChatRequest request() {
        String model = RequestJson.model(body);
        List<Message> messages = messages(body.path("messages"));
        boolean tellsUsage = body.at("/stream_options/include_usage").asBoolean();
        return new ChatRequest(
                model, messages, shape(messages), most(), body.path("stream").asBoolean(), tellsUsage);
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

    private Shape shape(List<Message> messages) {
        Shape shape = format(body.path("response_format"));
        JsonNode choice = body.path("tool_choice");
        String forced = choice.at("/function/name").asText();
        boolean userSpokeLast = messages.get(messages.size() - 1).isFromUser();
        return choice.asText().equals("none") ? shape : Tool.choose(tools(), forced, userSpokeLast, shape);
    }

    private List<Tool> tools() {
        return StreamSupport.stream(body.path("tools").spliterator(), false)
                .map(tool -> tool.path("function"))
                .filter(function -> function.path("name").isTextual())
                .map(function -> Tool.of(function.path("name").asText(), function.path("parameters")))
                .toList();
    }

    private static Shape format(JsonNode format) {
        return switch (format.path("type").asText("text")) {
            case "text" -> Shape.TEXT;
            case "json_object" -> Shape.JSON_OBJECT;
            case "json_schema" -> Shape.of(schema(format));
            default -> throw Rejection.badRequest("response_format.type", "Must be text, json_object or json_schema.");
        };
    }

    private static JsonNode schema(JsonNode format) {
        JsonNode schema = format.at("/json_schema/schema");
        if (!schema.isObject()) {
            throw Rejection.badRequest("response_format.json_schema.schema", "A JSON schema is missing.");
        }
        return schema;
    }

    private int most() {
        return Math.min(most("max_completion_tokens"), most("max_tokens"));
    }

    private int most(String param) {
        return RequestJson.atLeastOne(body.path(param), param);
    }
}
