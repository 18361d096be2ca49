package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bactrian.prompt.Message;
import org.bactrian.provider.Json;

/** A chat request that is passed through: what of it is counted, and what of it is ours. */
final class RawChat {
    /** What the call decides itself. */
    private static final Set<String> OURS =
            Set.of("model", "stream", "stream_options", "max_tokens", "max_completion_tokens");

    /** A large image in the tiles that providers cut it into, rounded up. */
    private static final int TOKENS_A_PART = 3_000;

    private RawChat() {}

    /** Everything a model would count: messages, and tools and other parameters as one. */
    static List<Message> messages(Input.Raw raw) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : raw.request().path("messages")) {
            messages.add(new Message("user", text(message)));
        }
        JsonNode tools = raw.request().path("tools");
        if (!tools.isEmpty()) {
            messages.add(new Message("user", tools.toString()));
        }
        return messages;
    }

    private static String text(JsonNode message) {
        StringBuilder text = new StringBuilder(message.path("tool_calls").toString());
        JsonNode content = message.path("content");
        text.append(content.isTextual() ? content.textValue() : "");
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    /** What images and other parts that are no text may count at most, as far as anybody can tell from outside. */
    static int otherTokens(Input.Raw raw) {
        int parts = 0;
        for (JsonNode message : raw.request().path("messages")) {
            for (JsonNode part : message.path("content")) {
                parts += part.path("type").asText().equals("text") ? 0 : 1;
            }
        }
        return parts * TOKENS_A_PART;
    }

    static ObjectNode request(Input.Raw raw, int maxTokens) {
        ObjectNode request = Json.object(); // shares its parts: images may be large, and no dialect changes them
        request.setAll(raw.request());
        request.remove(OURS);
        return request.put("max_tokens", maxTokens);
    }
}
