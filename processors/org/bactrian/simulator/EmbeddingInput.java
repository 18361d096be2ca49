package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.embedding.TextTokens;
import org.bactrian.simulator.ChatRequest.Message;

/** The texts of an embeddings request; rejects what OpenAI would. */
final class EmbeddingInput {
    private static final int MOST_TEXTS = 2_048;
    private static final int MOST_TOKENS = 8_192;
    private static final int MOST_TOKENS_OF_ALL = 300_000;

    private EmbeddingInput() {}

    static List<Message> of(JsonNode input) {
        List<Message> texts = new ArrayList<>();
        if (input.isTextual()) {
            texts.add(text(input));
        } else if (input.isArray()) {
            input.forEach(one -> texts.add(text(one)));
        }
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            throw Rejection.badRequest("input", "'input' must be a string or 1 to " + MOST_TEXTS + " strings.");
        }
        if (tokens(texts) > MOST_TOKENS_OF_ALL) {
            throw Rejection.badRequest("input", "'input' has more than " + MOST_TOKENS_OF_ALL + " tokens.");
        }
        return List.copyOf(texts);
    }

    private static Message text(JsonNode text) {
        if (!text.isTextual() || text.textValue().isEmpty()) {
            throw Rejection.badRequest("input", "'input' must hold strings that are not empty.");
        }
        if (TextTokens.count(text.textValue(), MOST_TOKENS + 1) > MOST_TOKENS) {
            throw Rejection.badRequest("input", "This model's maximum context length is " + MOST_TOKENS + " tokens.");
        }
        return new Message("user", text.textValue());
    }

    static int tokens(List<Message> texts) {
        return texts.stream()
                .mapToInt(text -> TextTokens.count(text.text(), MOST_TOKENS))
                .sum();
    }
}
