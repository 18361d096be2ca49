package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.stream.SseEvent;

/** The events of the Anthropic dialect, from {@code message_start} to {@code message_stop}. */
final class AnthropicEvents implements Dialect.Events {
    private static final String DECLINED = "The model declined.";
    private static final int NO_CALL = -1;

    private final ObjectNode head = Json.object();
    private final ObjectNode usage = Json.object();
    private final StringBuilder text = new StringBuilder();
    private JsonNode block = NullNode.instance;
    private boolean hasInput;
    private int call = NO_CALL;
    private String stopReason = "";
    private boolean ended;

    @Override
    public List<ObjectNode> read(SseEvent event) throws AttemptFailure {
        if (ended) {
            return List.of();
        }
        ObjectNode data = EventJson.read(event);
        List<ObjectNode> chunks = new ArrayList<>();
        switch (data.path("type").asText(event.name())) {
            case "error" -> throw Anthropic.DIALECT.inAnswer(data);
            case "message_start" -> start(data.path("message"));
            case "content_block_start" -> open(data.path("content_block"), chunks);
            case "content_block_delta" -> delta(data.path("delta"), chunks);
            case "content_block_stop" -> close(chunks);
            case "message_delta" -> change(data.path("delta"), data.path("usage"));
            case "message_stop" -> end(chunks);
            default -> {}
        }
        return headed(chunks);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** A whole answer, as if it had come in events. */
    List<ObjectNode> whole(JsonNode message) {
        List<ObjectNode> chunks = new ArrayList<>();
        start(message);
        boolean answered = StreamSupport.stream(message.path("content").spliterator(), false)
                .anyMatch(AnthropicEvents::isAnswer);
        for (JsonNode one : message.path("content")) {
            if (!answered || !one.has("text")) {
                open(one, chunks);
                close(chunks);
            }
        }
        change(message, message.path("usage"));
        end(chunks);
        return headed(chunks);
    }

    private List<ObjectNode> headed(List<ObjectNode> chunks) {
        chunks.forEach(chunk -> chunk.setAll(head));
        return chunks;
    }

    private void start(JsonNode message) {
        for (String field : new String[] {"id", "model"}) {
            if (message.hasNonNull(field)) {
                head.set(field, message.get(field));
            }
        }
        use(message.path("usage"));
        // What it has put out is known at the end only
        usage.remove("output_tokens");
    }

    private void open(JsonNode begun, List<ObjectNode> chunks) {
        block = begun;
        hasInput = false;
        text(begun, chunks);
        if (isCall() && !isAnswer(block)) {
            call++;
            chunks.add(Chunks.toolCall(
                    call, begun.path("id").asText(), begun.path("name").asText()));
        }
    }

    private void delta(JsonNode delta, List<ObjectNode> chunks) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> text(delta, chunks);
            case "input_json_delta" -> input(delta.path("partial_json").asText(), chunks);
            default -> {}
        }
    }

    private void text(JsonNode from, List<ObjectNode> chunks) {
        String piece = from.path("text").asText();
        if (!piece.isEmpty()) {
            text.append(piece);
            chunks.add(Chunks.content(piece));
        }
    }

    private void input(String piece, List<ObjectNode> chunks) {
        if (isCall() && !piece.isEmpty()) {
            hasInput = true;
            chunks.add(isAnswer(block) ? Chunks.content(piece) : Chunks.arguments(call, piece));
        }
    }

    /** An input that did not come in pieces stands in the block itself. */
    private void close(List<ObjectNode> chunks) {
        if (!hasInput && block.path("input").isObject()) {
            input(block.path("input").toString(), chunks);
        }
        block = NullNode.instance;
    }

    private boolean isCall() {
        return block.path("type").asText().equals("tool_use");
    }

    private static boolean isAnswer(JsonNode block) {
        return block.path("name").asText().startsWith(AnthropicRequest.ANSWER);
    }

    private void change(JsonNode delta, JsonNode used) {
        stopReason = delta.path("stop_reason").asText(stopReason);
        use(used);
    }

    /** Counts are cumulative: the last one is the whole. */
    private void use(JsonNode used) {
        used.properties().stream()
                .filter(count -> !count.getValue().isNull())
                .forEach(count -> usage.set(count.getKey(), count.getValue()));
    }

    private void end(List<ObjectNode> chunks) {
        ended = true;
        if (stopReason.equals("refusal")) {
            chunks.add(Chunks.refusal(text.isEmpty() ? DECLINED : text.toString()));
        }
        chunks.add(Chunks.finish(Anthropic.finishReason(stopReason, call != NO_CALL)));
        if (!usage.isEmpty()) {
            chunks.add(Chunks.usage(Anthropic.usage(usage)));
        }
    }
}
