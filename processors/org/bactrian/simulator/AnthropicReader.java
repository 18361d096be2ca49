package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bactrian.simulator.ChatRequest.Message;

/** Reads the body of a messages request and rejects what Anthropic would. */
final class AnthropicReader {
    private final JsonNode body;

    private AnthropicReader(JsonNode body) {
        this.body = body;
    }

    static ChatRequest read(JsonNode body) {
        return new AnthropicReader(body).request();
    }

    private ChatRequest request() {
        String model = RequestJson.model(body);
        if (!body.has("max_tokens")) {
            throw Rejection.badRequest("max_tokens", "max_tokens: Field required");
        }
        int most = RequestJson.atLeastOne(body.path("max_tokens"), "max_tokens");
        List<Message> messages = messages();
        return new ChatRequest(
                model, messages, shape(messages), most, body.path("stream").asBoolean(), true);
    }

    private List<Message> messages() {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw Rejection.badRequest("messages", "messages: at least one message is required");
        }
        List<Message> read = new ArrayList<>();
        if (body.has("system")) {
            read.add(new Message("system", Blocks.text(body.path("system"))));
        }
        messages.forEach(message -> read.add(message(message)));
        return List.copyOf(read);
    }

    private static Message message(JsonNode message) {
        String role = message.path("role").asText();
        if (!role.equals("user") && !role.equals("assistant")) {
            throw Rejection.badRequest("messages", "messages: Unexpected role \"" + role + "\".");
        }
        JsonNode content = message.path("content");
        if (!content.isTextual() && !content.isArray()) {
            throw Rejection.badRequest("messages", "messages: content must be a string or an array of blocks.");
        }
        return new Message(Blocks.any(content, "type", "tool_result") ? "tool" : role, Blocks.text(content));
    }

    private Shape shape(List<Message> messages) {
        JsonNode choice = body.path("tool_choice");
        if (choice.path("type").asText().equals("none")) {
            return Shape.TEXT;
        }
        boolean userSpokeLast = messages.get(messages.size() - 1).isFromUser();
        return Tool.choose(tools(), choice.path("name").asText(), userSpokeLast, Shape.TEXT);
    }

    private List<Tool> tools() {
        return StreamSupport.stream(body.path("tools").spliterator(), false)
                .map(tool -> Tool.of(tool.path("name").asText(), tool.path("input_schema")))
                .toList();
    }
}
