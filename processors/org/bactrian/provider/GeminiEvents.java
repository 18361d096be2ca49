package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.stream.SseEvent;

/** The events of the Gemini dialect: partial answers, of which the last tells why it is the last. */
final class GeminiEvents implements Dialect.Events {
    private static final IntNode NONE = IntNode.valueOf(0);

    private int calls;
    private boolean ended;

    @Override
    public List<ObjectNode> read(SseEvent event) throws AttemptFailure {
        return ended ? List.of() : read(EventJson.read(event));
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** A partial answer as chunks; a whole answer is one that is the first and the last. */
    List<ObjectNode> read(JsonNode answer) throws AttemptFailure {
        if (answer.hasNonNull("error")) {
            throw Gemini.DIALECT.inAnswer(answer);
        }
        JsonNode candidate = answer.path("candidates").path(0);
        List<ObjectNode> chunks = new ArrayList<>();
        candidate.path("content").path("parts").forEach(part -> part(part, chunks));
        String finish = finish(answer, candidate);
        if (!finish.isEmpty()) {
            ended = true;
            chunks.add(Chunks.finish(finish));
            usage(answer.path("usageMetadata"), chunks);
        }
        chunks.forEach(chunk -> head(answer, chunk));
        return chunks;
    }

    private void part(JsonNode part, List<ObjectNode> chunks) {
        JsonNode call = part.path("functionCall");
        String text = part.path("text").asText("");
        if (call.isObject()) {
            String id = call.path("id").asText("");
            String named = id.isEmpty() ? "call_" + calls : id;
            chunks.add(Chunks.toolCall(calls, named, call.path("name").asText("")));
            chunks.add(Chunks.arguments(
                    calls, call.path("args").isObject() ? call.get("args").toString() : "{}"));
            calls++;
        } else if (!text.isEmpty() && !part.path("thought").asBoolean()) {
            chunks.add(Chunks.content(text));
        }
    }

    /** Why an answer is over, as OpenAI names it; empty if it goes on. */
    private String finish(JsonNode answer, JsonNode candidate) throws AttemptFailure {
        String reason = candidate.path("finishReason").asText("");
        return switch (reason) {
            case "" -> answer.path("promptFeedback").hasNonNull("blockReason") ? Failures.CONTENT_FILTER : "";
            case "STOP" -> calls > 0 ? "tool_calls" : "stop";
            case "MAX_TOKENS" -> "length";
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "IMAGE_SAFETY" ->
                Failures.CONTENT_FILTER;
            default ->
                throw new AttemptFailure(
                        FailureKind.RETRY, Billing.UNKNOWN, "it gave up (" + Failures.word(reason) + ")");
        };
    }

    private static void usage(JsonNode usage, List<ObjectNode> chunks) {
        if (usage.isObject()) {
            JsonNode thoughts = count(usage, "thoughtsTokenCount");
            chunks.add(Chunks.usage(Chunks.usage(
                    usage.hasNonNull("promptTokenCount") ? usage.get("promptTokenCount") : NullNode.getInstance(),
                    count(usage, "cachedContentTokenCount"),
                    sum(count(usage, "candidatesTokenCount"), thoughts),
                    thoughts)));
        }
    }

    /** Gemini leaves out what is zero. */
    private static JsonNode count(JsonNode usage, String field) {
        return usage.hasNonNull(field) ? usage.get(field) : NONE;
    }

    /** The sum, or the number that is none. */
    private static JsonNode sum(JsonNode candidates, JsonNode thoughts) {
        if (!isCount(candidates)) {
            return candidates;
        }
        return isCount(thoughts) ? LongNode.valueOf(candidates.longValue() + thoughts.longValue()) : thoughts;
    }

    private static boolean isCount(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.canConvertToInt() && tokens.intValue() >= 0;
    }

    private static void head(JsonNode answer, ObjectNode chunk) {
        if (answer.hasNonNull("responseId")) {
            chunk.set("id", answer.get("responseId"));
        }
        if (answer.hasNonNull("modelVersion")) {
            chunk.set("model", answer.get("modelVersion"));
        }
    }
}
