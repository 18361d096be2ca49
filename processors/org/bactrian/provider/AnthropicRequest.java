package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.bactrian.provider.Provider.Structured;

/** A chat request in OpenAI's form, said in Anthropic's. */
final class AnthropicRequest {
    /** How the name of the tool begins whose input is the answer. */
    static final String ANSWER = "answer_as_";

    private static final int LONGEST_NAME = 64;
    private static final String BASE64 = ";base64,";

    private final Model model;
    private final JsonNode chat;
    private final ObjectNode body = Json.object();

    AnthropicRequest(Model model, JsonNode chat) {
        this.model = model;
        this.chat = chat;
    }

    ObjectNode body() {
        body.put("model", model.remoteName());
        int most = chat.path("max_tokens").asInt(model.maxOutput());
        body.put("max_tokens", chat.path("max_completion_tokens").asInt(most));
        if (chat.hasNonNull("temperature")) {
            body.put("temperature", Math.min(1, chat.path("temperature").asDouble()));
        }
        if (chat.hasNonNull("top_p")) {
            body.set("top_p", chat.get("top_p"));
        }
        stops(chat.path("stop"));
        ArrayNode messages = body.putArray("messages");
        chat.path("messages").forEach(message -> add(message, messages));
        tools();
        schema(Instructions.schema(chat));
        return body;
    }

    private void stops(JsonNode stop) {
        for (JsonNode one : stop.isTextual() ? body.arrayNode().add(stop) : stop) {
            // Blank ones are refused
            if (!one.asText().isBlank()) {
                body.withArray("stop_sequences").add(one);
            }
        }
    }

    private void add(JsonNode message, ArrayNode messages) {
        String role = message.path("role").asText();
        ArrayNode blocks = blocks(message.path("content"));
        if (role.equals("system") || role.equals("developer")) {
            blocks.forEach(block -> instruct(block.path("text").asText()));
        } else if (role.equals("tool")) {
            ObjectNode result = results(messages).addObject().put("type", "tool_result");
            result.put("tool_use_id", message.path("tool_call_id").asText()).set("content", blocks);
        } else {
            message.path("tool_calls").forEach(call -> blocks.add(use(call)));
            if (!blocks.isEmpty()) {
                messages.addObject().put("role", role).set("content", blocks);
            }
        }
    }

    private void instruct(String text) {
        String before = body.path("system").asText("");
        body.put("system", before.isEmpty() ? text : before + "\n\n" + text);
    }

    /** The results that the last message holds, or a new message's: all of one turn have to stand together. */
    private static ArrayNode results(ArrayNode messages) {
        JsonNode last = messages.path(messages.size() - 1).path("content");
        if (last.path(0).path("type").asText().equals("tool_result")) {
            return (ArrayNode) last;
        }
        return messages.addObject().put("role", "user").putArray("content");
    }

    private static ObjectNode use(JsonNode call) {
        JsonNode function = call.path("function");
        ObjectNode use =
                Json.object().put("type", "tool_use").put("id", call.path("id").asText());
        return use.put("name", function.path("name").asText())
                .set("input", input(function.path("arguments").asText()));
    }

    private static ObjectNode input(String arguments) {
        try {
            return Json.read(arguments) instanceof ObjectNode input ? input : Json.object();
        } catch (IOException e) {
            return Json.object();
        }
    }

    private ArrayNode blocks(JsonNode content) {
        ArrayNode blocks = body.arrayNode();
        if (content.isTextual()) {
            text(blocks, content);
        }
        for (JsonNode part : content.isArray() ? content : body.arrayNode()) {
            switch (part.path("type").asText()) {
                case "text" -> text(blocks, part.path("text"));
                case "image_url" ->
                    blocks.addObject()
                            .put("type", "image")
                            .set(
                                    "source",
                                    source(part.path("image_url").path("url").asText()));
                default -> blocks.add(part);
            }
        }
        return blocks;
    }

    /** Empty ones are refused. */
    private static void text(ArrayNode blocks, JsonNode text) {
        if (!text.asText().isEmpty()) {
            blocks.addObject().put("type", "text").set("text", text);
        }
    }

    private static ObjectNode source(String url) {
        int data = url.indexOf(BASE64);
        if (!url.startsWith("data:") || data < 0) {
            return Json.object().put("type", "url").put("url", url);
        }
        String media = url.substring("data:".length(), data).split(";", 2)[0];
        return Json.object()
                .put("type", "base64")
                .put("media_type", media)
                .put("data", url.substring(data + BASE64.length()));
    }

    private void tools() {
        for (JsonNode tool : chat.path("tools")) {
            JsonNode function = tool.path("function");
            JsonNode parameters = function.path("parameters");
            JsonNode schema = parameters.isObject() ? parameters : Json.object().put("type", "object");
            tool(function.path("name").asText(), function.path("description"), schema);
        }
        JsonNode choice = chat.path("tool_choice");
        if (body.has("tools") && (choice.isObject() || choice.isTextual())) {
            choose(choice.asText(), choice.path("function").path("name").asText());
        }
    }

    private void tool(String name, JsonNode description, JsonNode schema) {
        ObjectNode tool = body.withArray("tools").addObject().put("name", name);
        if (description.isTextual()) {
            tool.set("description", description);
        }
        tool.set("input_schema", schema);
    }

    private ObjectNode choose(String choice, String name) {
        ObjectNode chosen = body.putObject("tool_choice");
        if (!name.isEmpty()) {
            return chosen.put("type", "tool").put("name", name);
        }
        return chosen.put("type", choice.equals("required") ? "any" : choice);
    }

    private void schema(JsonNode schema) {
        boolean asTool = model.provider().options().structured() == Structured.NATIVE
                && schema.path("type").asText().equals("object");
        if (asTool) {
            JsonNode asked = chat.path("response_format").path("json_schema");
            String name = ANSWER + asked.path("name").asText();
            answerAs(name.substring(0, Math.min(name.length(), LONGEST_NAME)), asked.path("description"), schema);
        } else if (!schema.isMissingNode()) {
            instruct(Instructions.of(schema));
        }
    }

    /** Asks for the answer as the input of a tool; if the request has tools of its own, for one of them or that. */
    private void answerAs(String name, JsonNode description, JsonNode schema) {
        boolean alone = !body.has("tools") || chat.path("tool_choice").asText().equals("none");
        tool(name, description, schema);
        if (!body.path("tool_choice").has("name")) {
            choose("required", alone ? name : "").put("disable_parallel_tool_use", true);
        }
    }
}
