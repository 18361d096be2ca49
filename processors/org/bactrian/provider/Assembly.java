package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the chunks of a streamed answer together to the whole completion. Used by one thread at a time. */
public final class Assembly {
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Map<Integer, ToolCall> toolCalls = new TreeMap<>();
    private final ObjectNode head = Json.object();
    private String finishReason = "";
    private @Nullable JsonNode usage;

    private static final class ToolCall {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    /** Takes a chunk; returns whether there is a part of the answer in it. */
    boolean add(ObjectNode chunk) {
        head(chunk);
        if (chunk.path("usage").isObject()) {
            usage = chunk.path("usage");
        }
        JsonNode choice = chunk.path("choices").path(0);
        finishReason = choice.path("finish_reason").asText(finishReason);
        JsonNode delta = choice.path("delta");
        int before = length();
        content.append(delta.path("content").asText(""));
        refusal.append(delta.path("refusal").asText(""));
        delta.path("tool_calls").forEach(this::add);
        return length() > before || !delta.path("tool_calls").isEmpty();
    }

    private void head(ObjectNode chunk) {
        for (String field : new String[] {"id", "model", "created", "system_fingerprint"}) {
            if (chunk.hasNonNull(field) && !head.has(field)) {
                head.set(field, chunk.get(field));
            }
        }
    }

    private void add(JsonNode fragment) {
        ToolCall call = toolCalls.computeIfAbsent(fragment.path("index").asInt(), index -> new ToolCall());
        call.id = told(fragment.path("id"), call.id);
        call.name = told(fragment.path("function").path("name"), call.name);
        call.arguments.append(fragment.path("function").path("arguments").asText(""));
    }

    /** Some providers repeat an empty one with every piece. */
    private static String told(JsonNode now, String before) {
        return now.asText("").isEmpty() ? before : now.asText();
    }

    private int length() {
        return content.length() + refusal.length();
    }

    /** What has come so far, in words. */
    public String text() {
        return content.toString();
    }

    /** Everything that has come so far as text, arguments of tools included, to be counted. */
    public String everything() {
        StringBuilder all = new StringBuilder(content).append(refusal);
        toolCalls.values().forEach(call -> all.append(call.arguments));
        return all.toString();
    }

    /** The completion as it would have come unstreamed. */
    ObjectNode completion() {
        ObjectNode completion = head.deepCopy().put("object", "chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", content.length() == 0 && !toolCalls.isEmpty() ? null : content.toString());
        if (refusal.length() > 0) {
            message.put("refusal", refusal.toString());
        }
        if (!toolCalls.isEmpty()) {
            toolCalls(message.putArray("tool_calls"));
        }
        choice.put("finish_reason", finishReason.isEmpty() ? "stop" : finishReason);
        if (usage != null) {
            completion.set("usage", usage);
        }
        return completion;
    }

    private void toolCalls(ArrayNode calls) {
        for (ToolCall call : toolCalls.values()) {
            ObjectNode node = calls.addObject().put("id", call.id).put("type", "function");
            node.putObject("function").put("name", call.name).put("arguments", call.arguments.toString());
        }
    }
}
