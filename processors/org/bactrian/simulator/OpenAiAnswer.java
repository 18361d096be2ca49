package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of a chat completion, as OpenAI writes it. */
final class OpenAiAnswer {
    private OpenAiAnswer() {}

    static ObjectNode of(Answer answer) {
        ObjectNode body = frame(answer, "chat.completion");
        ArrayNode choices = body.putArray("choices");
        if (answer.draft().finish() != Finish.NOTHING) {
            choice(choices.addObject(), answer);
        }
        tellUsage(body, answer.usage());
        return body;
    }

    /** What completions and their chunks begin with. */
    static ObjectNode frame(Answer answer, String object) {
        return Json.object()
                .put("id", "chatcmpl-" + answer.id())
                .put("object", object)
                .put("created", answer.seconds())
                .put("model", answer.model());
    }

    private static void choice(ObjectNode choice, Answer answer) {
        Draft draft = answer.draft();
        boolean speaks = !draft.refuses() && draft.tool().isEmpty();
        choice.put("index", 0);
        ObjectNode message = choice.putObject("message");
        message.put("role", "assistant");
        message.put("content", speaks ? draft.text() : null);
        message.put("refusal", draft.refuses() ? draft.text() : null);
        if (!draft.tool().isEmpty()) {
            call(message.putArray("tool_calls").addObject(), answer, draft.text());
        }
        choice.put("finish_reason", finish(draft.finish()));
    }

    static ObjectNode call(ObjectNode call, Answer answer, String arguments) {
        call.put("id", "call_" + answer.id());
        call.put("type", "function");
        call.putObject("function").put("name", answer.draft().tool()).put("arguments", arguments);
        return call;
    }

    static String finish(Finish finish) {
        return switch (finish) {
            case STOP, REFUSAL, NOTHING -> "stop";
            case TOOL -> "tool_calls";
            case LENGTH -> "length";
            case FILTER -> "content_filter";
        };
    }

    static void tellUsage(ObjectNode body, Usage usage) {
        ObjectNode numbers = Json.object();
        numbers.put("prompt_tokens", usage.input());
        numbers.put("completion_tokens", usage.output());
        numbers.put("total_tokens", usage.total());
        numbers.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        numbers.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        usage.tell(body, "usage", numbers);
    }
}
