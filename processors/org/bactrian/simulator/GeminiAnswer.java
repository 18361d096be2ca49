package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The JSON of an answer, as Gemini writes it whole and in parts. */
final class GeminiAnswer {
    private GeminiAnswer() {}

    static ObjectNode of(Answer answer) {
        return last(answer, answer.draft().text());
    }

    /** A part of an answer, from its middle. */
    static ObjectNode part(Answer answer, String text) {
        ObjectNode body = Json.object();
        candidate(body, answer, text);
        return frame(body, answer);
    }

    /** The whole answer or its last part, with the reason for its end and the usage. */
    static ObjectNode last(Answer answer, String text) {
        ObjectNode body = Json.object();
        switch (answer.draft().finish()) {
            case STOP, TOOL -> candidate(body, answer, text).put("finishReason", "STOP");
            case LENGTH -> candidate(body, answer, text).put("finishReason", "MAX_TOKENS");
            case REFUSAL ->
                body.putArray("candidates")
                        .addObject()
                        .put("finishReason", "SAFETY")
                        .put("index", 0);
            case FILTER -> body.putObject("promptFeedback").put("blockReason", "SAFETY");
            case NOTHING -> {}
        }
        tellUsage(body, answer.usage());
        return frame(body, answer);
    }

    private static ObjectNode candidate(ObjectNode body, Answer answer, String text) {
        ObjectNode candidate = body.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        ObjectNode part = content.putArray("parts").addObject();
        String tool = answer.draft().tool();
        Optional<ObjectNode> args = tool.isEmpty() ? Optional.empty() : Json.readObject(text);
        args.ifPresentOrElse(
                object -> part.putObject("functionCall").put("name", tool).set("args", object),
                () -> part.put("text", text));
        content.put("role", "model");
        return candidate.put("index", 0);
    }

    private static ObjectNode frame(ObjectNode body, Answer answer) {
        return body.put("modelVersion", answer.model()).put("responseId", answer.id());
    }

    private static void tellUsage(ObjectNode body, Usage usage) {
        ObjectNode numbers = Json.object()
                .put("promptTokenCount", usage.input())
                .put("cachedContentTokenCount", usage.cached())
                .put("candidatesTokenCount", usage.said())
                .put("thoughtsTokenCount", usage.reasoning())
                .put("totalTokenCount", usage.total());
        usage.tell(body, "usageMetadata", numbers);
    }
}
