package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** What of an answer is billed as output: its words, those of its thinking if it is shown, and calls of tools. */
public final class Spoken {
    private Spoken() {}

    /** All of it, of a whole completion in OpenAI's form, as one text to be counted. */
    public static String of(JsonNode completion) {
        StringBuilder text = new StringBuilder();
        append(completion.path("choices").path(0).path("message"), text);
        return text.toString();
    }

    /** The same of a message, or of a chunk's part of one. */
    static void append(JsonNode message, StringBuilder text) {
        text.append(message.path("content").asText(""));
        text.append(message.path("refusal").asText(""));
        // gateways name it one way or the other; some send both, with the same words
        boolean named = message.hasNonNull("reasoning_content");
        text.append(message.path(named ? "reasoning_content" : "reasoning").asText(""));
        for (JsonNode call : message.path("tool_calls")) {
            text.append(call.path("function").path("name").asText(""));
            text.append(call.path("function").path("arguments").asText(""));
        }
    }
}
