package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A message as Anthropic streams it: named events around one block of content. */
final class AnthropicEvents implements Events {
    private final Answer answer;
    private final Draft draft;

    AnthropicEvents(Answer answer) {
        this.answer = answer;
        this.draft = answer.draft();
    }

    @Override
    public List<Event> opening() {
        List<Event> events = new ArrayList<>();
        events.add(start());
        if (AnthropicAnswer.hasBlock(draft)) {
            ObjectNode start = data("content_block_start").put("index", 0);
            start.set("content_block", emptyBlock());
            events.add(event(start));
        }
        events.add(keepAlive());
        return events;
    }

    private Event start() {
        ObjectNode message = AnthropicAnswer.message(answer);
        ObjectNode usage = AnthropicAnswer.usage(answer.usage()).put("output_tokens", 0);
        answer.usage().tell(message, "usage", usage);
        ObjectNode start = data("message_start");
        start.set("message", message);
        return event(start);
    }

    private ObjectNode emptyBlock() {
        boolean speaks = draft.tool().isEmpty();
        return speaks ? Json.object().put("type", "text").put("text", "") : AnthropicAnswer.call(answer, Json.object());
    }

    @Override
    public Event piece(String text) {
        ObjectNode piece = data("content_block_delta").put("index", 0);
        ObjectNode delta = piece.putObject("delta");
        if (draft.tool().isEmpty()) {
            delta.put("type", "text_delta").put("text", text);
        } else {
            delta.put("type", "input_json_delta").put("partial_json", text);
        }
        return event(piece);
    }

    @Override
    public List<Event> closing() {
        List<Event> events = new ArrayList<>();
        if (AnthropicAnswer.hasBlock(draft)) {
            events.add(event(data("content_block_stop").put("index", 0)));
        }
        ObjectNode end = data("message_delta");
        end.putObject("delta")
                .put("stop_reason", AnthropicAnswer.stopReason(draft.finish()))
                .putNull("stop_sequence");
        ObjectNode usage = Json.object().put("output_tokens", answer.usage().output());
        answer.usage().tell(end, "usage", usage);
        events.add(event(end));
        events.add(event(data("message_stop")));
        return events;
    }

    @Override
    public Event error() {
        return event(AnthropicError.of(Rejection.overloaded(AnthropicError.OVERLOADED)));
    }

    @Override
    public Event broken() {
        return Event.named("content_block_delta", BROKEN);
    }

    @Override
    public Event keepAlive() {
        return event(data("ping"));
    }

    private static ObjectNode data(String type) {
        return Json.object().put("type", type);
    }

    /** An event is named by the type of its data. */
    private static Event event(ObjectNode data) {
        return Event.named(data.path("type").asText(), data);
    }
}
