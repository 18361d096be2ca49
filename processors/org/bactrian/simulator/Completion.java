package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bactrian.simulator.Bill.Entry;

/** The JSON of a chat completion, as OpenAI writes it. */
final class Completion {
    private static final long MILLIS = 1000;

    private Completion() {}

    static ObjectNode of(String id, Entry entry, Draft draft) {
        ObjectNode body = Json.object();
        body.put("id", id);
        body.put("object", "chat.completion");
        body.put("created", entry.epochMillis() / MILLIS);
        body.put("model", entry.model());
        choice(body.putArray("choices").addObject(), draft);
        usage(body.putObject("usage"), entry);
        return body;
    }

    private static void choice(ObjectNode choice, Draft draft) {
        choice.put("index", 0);
        ObjectNode message = choice.putObject("message");
        message.put("role", "assistant");
        message.put("content", draft.refusal() ? null : draft.text());
        message.put("refusal", draft.refusal() ? draft.text() : null);
        choice.put("finish_reason", draft.finishReason());
    }

    private static void usage(ObjectNode usage, Entry entry) {
        usage.put("prompt_tokens", entry.inputTokens());
        usage.put("completion_tokens", entry.outputTokens());
        usage.put("total_tokens", entry.inputTokens() + entry.outputTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
    }
}
