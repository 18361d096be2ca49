package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Makes completion chunks in OpenAI's form. */
public final class Chunks {
    private Chunks() {}

    static ObjectNode content(String text) {
        return delta(Json.object().put("content", text));
    }

    static ObjectNode refusal(String text) {
        return delta(Json.object().put("refusal", text));
    }

    /** The beginning of a tool call; its arguments follow. */
    static ObjectNode toolCall(int index, String id, String name) {
        ObjectNode delta = Json.object();
        ObjectNode call = delta.putArray("tool_calls").addObject();
        call.put("index", index).put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", "");
        return delta(delta);
    }

    /** A piece of the arguments of a tool call, as JSON text. */
    static ObjectNode arguments(int index, String piece) {
        ObjectNode delta = Json.object();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", index)
                .putObject("function")
                .put("arguments", piece);
        return delta(delta);
    }

    static ObjectNode finish(String reason) {
        ObjectNode chunk = delta(Json.object());
        ((ObjectNode) chunk.path("choices").path(0)).put("finish_reason", reason);
        return chunk;
    }

    static ObjectNode usage(JsonNode usage) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        chunk.set("usage", usage);
        return chunk;
    }

    /** A usage in OpenAI's form. */
    static ObjectNode usage(JsonNode input, JsonNode cached, JsonNode output, JsonNode reasoning) {
        ObjectNode usage = Json.object();
        usage.set("prompt_tokens", input);
        usage.set("completion_tokens", output);
        usage.putObject("prompt_tokens_details").set("cached_tokens", cached);
        usage.putObject("completion_tokens_details").set("reasoning_tokens", reasoning);
        return usage;
    }

    /** The message of a whole completion as one delta, which numbers its tool calls. */
    public static ObjectNode deltaOf(ObjectNode completion) {
        ObjectNode message = completion.path("choices").path(0).path("message").deepCopy();
        int index = 0;
        for (JsonNode call : message.path("tool_calls")) {
            ((ObjectNode) call).put("index", index++);
        }
        return message;
    }

    /** A whole completion as chunks. */
    static List<ObjectNode> ofCompletion(ObjectNode completion) {
        JsonNode choice = completion.path("choices").path(0);
        List<ObjectNode> chunks = new ArrayList<>(List.of(delta(deltaOf(completion))));
        chunks.add(finish(choice.path("finish_reason").asText("stop")));
        if (completion.has("usage")) {
            chunks.add(usage(completion.path("usage")));
        }
        return chunks;
    }

    private static ObjectNode delta(ObjectNode delta) {
        ObjectNode chunk = chunk();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        return chunk;
    }

    private static ObjectNode chunk() {
        return Json.object().put("object", "chat.completion.chunk");
    }
}
