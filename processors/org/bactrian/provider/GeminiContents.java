package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The messages of a chat as Gemini takes them: instructions apart from the turns of user and model. */
final class GeminiContents {
    private static final String DATA = "data:";

    private final ArrayNode instructions = Json.object().putArray("parts");
    private final ArrayNode turns = Json.object().putArray("contents");
    private final Map<String, String> functions = new HashMap<>();

    GeminiContents(JsonNode messages) {
        messages.forEach(this::add);
    }

    /** Parts of the system instruction. */
    ArrayNode instructions() {
        return instructions;
    }

    ArrayNode turns() {
        return turns;
    }

    private void add(JsonNode message) {
        JsonNode content = message.path("content");
        switch (message.path("role").asText("")) {
            case "system", "developer" -> parts(content, instructions);
            case "assistant" -> model(message);
            case "tool" -> result(message);
            default -> turn("user", parts(content, parts()));
        }
    }

    private static ArrayNode parts() {
        return Json.object().putArray("parts");
    }

    /** Gemini refuses a turn without parts. */
    private void turn(String role, ArrayNode parts) {
        if (!parts.isEmpty()) {
            turns.addObject().put("role", role).set("parts", parts);
        }
    }

    private void model(JsonNode message) {
        ArrayNode parts = parts(message.path("content"), parts());
        for (JsonNode call : message.path("tool_calls")) {
            String name = call.path("function").path("name").asText("");
            functions.put(call.path("id").asText(""), name);
            parts.addObject()
                    .putObject("functionCall")
                    .put("name", name)
                    .set(
                            "args",
                            arguments(call.path("function").path("arguments").asText("")));
        }
        turn("model", parts);
    }

    private static ObjectNode arguments(String text) {
        try {
            if (Json.read(text) instanceof ObjectNode object) {
                return object;
            }
            return text.isBlank() ? Json.object() : Json.object().put("arguments", text);
        } catch (IOException e) {
            // A model wrote it, so it need not be JSON; Gemini takes nothing but an object.
            return Json.object().put("arguments", text);
        }
    }

    /** Results of calls made together go into one turn. */
    private void result(JsonNode message) {
        JsonNode last = turns.path(turns.size() - 1).path("parts");
        boolean more = last.path(0).has("functionResponse");
        ArrayNode parts = more ? (ArrayNode) last : parts();
        String id = message.path("tool_call_id").asText("");
        parts.addObject()
                .putObject("functionResponse")
                .put("name", functions.getOrDefault(id, message.path("name").asText(id)))
                .putObject("response")
                .put("result", text(message.path("content")));
        if (!more) {
            turn("user", parts);
        }
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private static ArrayNode parts(JsonNode content, ArrayNode parts) {
        text(content.asText(""), parts);
        for (JsonNode part : content) {
            text(part.path("text").asText(""), parts);
            image(part.path("image_url").path("url").asText(""), parts);
        }
        return parts;
    }

    /** Gemini refuses a part without text. */
    private static void text(String text, ArrayNode parts) {
        if (!text.isEmpty()) {
            parts.addObject().put("text", text);
        }
    }

    private static void image(String url, ArrayNode parts) {
        if (url.startsWith(DATA)) {
            String[] halves = url.substring(DATA.length()).split(",", 2);
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", halves[0].split(";", 2)[0])
                    .put("data", halves[halves.length - 1]);
        } else if (!url.isEmpty()) {
            parts.addObject().putObject("fileData").put("fileUri", url);
        }
    }
}
