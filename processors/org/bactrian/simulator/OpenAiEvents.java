package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat completion as OpenAI streams it: chunks of one id, then {@code [DONE]}. */
final class OpenAiEvents implements Events {
    private static final Event DONE = Event.of("[DONE]");

    private final Answer answer;
    private final Draft draft;

    OpenAiEvents(Answer answer) {
        this.answer = answer;
        this.draft = answer.draft();
    }

    @Override
    public List<Event> opening() {
        if (draft.finish() == Finish.NOTHING) {
            return List.of(Event.of(chunk()));
        }
        ObjectNode delta = Json.object().put("role", "assistant");
        if (draft.tool().isEmpty()) {
            return List.of(chunk(delta.put("content", ""), null));
        }
        OpenAiAnswer.call(
                delta.putNull("content").putArray("tool_calls").addObject().put("index", 0), answer, "");
        return List.of(chunk(delta, null));
    }

    @Override
    public Event piece(String text) {
        ObjectNode delta = Json.object();
        if (draft.tool().isEmpty()) {
            return chunk(delta.put(draft.refuses() ? "refusal" : "content", text), null);
        }
        ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
        call.putObject("function").put("arguments", text);
        return chunk(delta, null);
    }

    @Override
    public List<Event> closing() {
        List<Event> events = new ArrayList<>();
        if (draft.finish() != Finish.NOTHING) {
            events.add(chunk(Json.object(), OpenAiAnswer.finish(draft.finish())));
        }
        if (answer.request().tellsUsage() && answer.usage().fault() != Fault.NO_USAGE) {
            ObjectNode chunk = chunk();
            OpenAiAnswer.tellUsage(chunk, answer.usage());
            events.add(Event.of(chunk));
        }
        events.add(DONE);
        return events;
    }

    @Override
    public Event error() {
        return Event.of(OpenAiError.of(Rejection.overloaded(OpenAiError.UNAVAILABLE)));
    }

    private Event chunk(ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = chunk();
        ObjectNode choice = chunk.withArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return Event.of(chunk);
    }

    /** A chunk with no choices yet. */
    private ObjectNode chunk() {
        ObjectNode chunk = OpenAiAnswer.frame(answer, "chat.completion.chunk");
        chunk.putArray("choices");
        return answer.request().tellsUsage() ? chunk.putNull("usage") : chunk;
    }
}
