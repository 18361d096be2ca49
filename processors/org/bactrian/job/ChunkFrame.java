package org.bactrian.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.bactrian.call.Outcome;
import org.bactrian.provider.Chunks;
import org.bactrian.provider.Json;

/** The chunks of one stream in OpenAI's form. Used by one thread at a time. */
final class ChunkFrame {
    private final String model;
    private final boolean includeUsage;
    private final long created;
    private String id = "";
    private boolean first = true;

    /**
     * Chunks of an answer that has not begun.
     *
     * @param model as the caller named it
     * @param includeUsage whether the caller wants a chunk with the usage at the end
     */
    ChunkFrame(String model, boolean includeUsage, Clock clock) {
        this.model = model;
        this.includeUsage = includeUsage;
        this.created = clock.instant().getEpochSecond();
    }

    void id(Map<String, Object> told) {
        id = String.valueOf(told.getOrDefault("CamelLlmInferenceId", id));
    }

    /** An answer that is sent whole, as one chunk. */
    ObjectNode whole(Exchange exchange) {
        ObjectNode raw = Outcome.on(exchange).raw();
        String text = exchange.getMessage().getBody(String.class);
        return delta(raw == null ? Json.object().put("content", text) : Chunks.deltaOf(raw));
    }

    ObjectNode delta(JsonNode delta) {
        ObjectNode chunk = chunk();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        ObjectNode sent = choice.putObject("delta");
        if (first) {
            sent.put("role", "assistant");
            first = false;
        }
        sent.setAll((ObjectNode) delta);
        choice.putNull("finish_reason");
        return chunk;
    }

    /** What stands between the last content and the terminal marker. */
    List<JsonNode> ending(Exchange exchange) {
        List<JsonNode> chunks = new ArrayList<>();
        Outcome outcome = Outcome.on(exchange);
        chunks.add(finish(outcome));
        if (includeUsage) {
            ObjectNode usage = chunk();
            usage.putArray("choices");
            usage.set("usage", usage(exchange.getMessage()));
            chunks.add(usage);
        }
        String validation = outcome.validation();
        if (validation != null) {
            chunks.add(validation(validation, exchange.getMessage().getBody(String.class)));
        }
        return chunks;
    }

    private ObjectNode finish(Outcome outcome) {
        ObjectNode chunk = chunk();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", outcome.finishReason());
        return chunk;
    }

    /** What a caller who saw an answer unvalidated must know: whether it holds, and the one that does if it did not. */
    private ObjectNode validation(String status, String answer) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        ObjectNode validation = chunk.putObject("validation").put("status", status);
        if (status.equals("repaired")) {
            validation.put("output", answer);
        }
        return chunk;
    }

    static ObjectNode usage(Message message) {
        int input = message.getHeader("CamelLlmInputTokens", 0, Integer.class);
        int output = message.getHeader("CamelLlmOutputTokens", 0, Integer.class);
        return Json.object()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
    }

    private ObjectNode chunk() {
        return Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
    }
}
