package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The JSON of a message, as Anthropic writes it. */
final class AnthropicAnswer {
    private AnthropicAnswer() {}

    static ObjectNode of(Answer answer) {
        ObjectNode message = message(answer);
        if (hasBlock(answer.draft())) {
            message.withArray("content").add(block(answer));
        }
        message.put("stop_reason", stopReason(answer.draft().finish()));
        ObjectNode usage =
                usage(answer.usage()).put("output_tokens", answer.usage().output());
        answer.usage().tell(message, "usage", usage);
        return message;
    }

    /** A message in which nothing is said yet. */
    static ObjectNode message(Answer answer) {
        ObjectNode message = Json.object()
                .put("id", "msg_" + answer.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", answer.model());
        message.putArray("content");
        message.putNull("stop_reason");
        return message.putNull("stop_sequence");
    }

    static boolean hasBlock(Draft draft) {
        return draft.finish() != Finish.NOTHING && draft.finish() != Finish.FILTER;
    }

    private static ObjectNode block(Answer answer) {
        Draft draft = answer.draft();
        Optional<ObjectNode> input = draft.tool().isEmpty() ? Optional.empty() : Json.readObject(draft.text());
        return input.map(object -> call(answer, object))
                .orElseGet(() -> Json.object().put("type", "text").put("text", draft.text()));
    }

    static ObjectNode call(Answer answer, ObjectNode input) {
        ObjectNode block = Json.object()
                .put("type", "tool_use")
                .put("id", "toolu_" + answer.id())
                .put("name", answer.draft().tool());
        block.set("input", input);
        return block;
    }

    static String stopReason(Finish finish) {
        return switch (finish) {
            case STOP, NOTHING -> "end_turn";
            case TOOL -> "tool_use";
            case LENGTH -> "max_tokens";
            case REFUSAL, FILTER -> "refusal";
        };
    }

    /** The numbers of the input, which leave the cached tokens out of the first. */
    static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.input() - usage.cached())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", usage.cached());
    }
}
