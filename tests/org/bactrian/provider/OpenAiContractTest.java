package org.bactrian.provider;

import java.util.ArrayList;
import java.util.List;

/** The OpenAI dialect keeps the contract of dialects. */
final class OpenAiContractTest extends DialectContract {
    private static final String USAGE =
            "\"usage\": {\"prompt_tokens\": 15, \"completion_tokens\": 7, \"prompt_tokens_details\":"
                    + " {\"cached_tokens\": 5}}}";
    private static final String TOOL = "{%s\"id\": \"t1\", \"type\": \"function\", \"function\": %s}";
    private static final String FUNCTION = "{\"name\": \"place\", \"arguments\": %s}";

    private static String body(String message, String finishReason) {
        return "{\"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\", " + message
                + "}, \"finish_reason\": \"" + finishReason + "\"}], " + USAGE;
    }

    private static String quoted(String text) {
        return Json.tree(text).toString();
    }

    private static String delta(String delta) {
        return "{\"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": {" + delta
                + "}, \"finish_reason\": null}], \"usage\": null}";
    }

    private static List<String> ended(String finishReason, String... deltas) {
        List<String> events = new ArrayList<>(List.of(delta("\"role\": \"assistant\", \"content\": \"\"")));
        for (String delta : deltas) {
            events.add(delta(delta));
        }
        events.add(delta("").replace("null}]", "\"" + finishReason + "\"}]"));
        events.add("{\"object\": \"chat.completion.chunk\", \"choices\": [], " + USAGE);
        events.add("[DONE]");
        return events;
    }

    @Override
    Dialect dialect() {
        return OpenAi.DIALECT;
    }

    @Override
    String asked() {
        return """
                {"model": "theirs", "max_tokens": 50, "messages": [
                 {"role": "system", "content": "Be exact."}, {"role": "user", "content": "Where?"},
                 {"role": "assistant", "content": null, "tool_calls": [{"id": "t1", "type": "function",
                  "function": {"name": "place", "arguments": "{\\"city\\":\\"Oslo\\"}"}}]},
                 {"role": "tool", "tool_call_id": "t1", "content": "north"},
                 {"role": "user", "content": [{"type": "text", "text": "And here?"},
                  {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}}]}],
                 "tools": [{"type": "function", "function": {"name": "place", "parameters":
                  {"type": "object", "properties": {"city": {"type": "string"}}}}}], "tool_choice": "auto"}""";
    }

    @Override
    String askedStructured() {
        return """
                {"model": "theirs", "max_tokens": 50, "messages": [{"role": "user", "content": "Where?"}],
                 "response_format": {"type": "json_schema", "json_schema": {"name": "place", "strict": true, "schema":
                  {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}}""";
    }

    @Override
    String answer(String text, String finishReason) {
        return body("\"content\": " + quoted(text), finishReason);
    }

    @Override
    String call() {
        String function = FUNCTION.formatted(quoted(CITY));
        return body("\"content\": null, \"tool_calls\": [" + TOOL.formatted("", function) + "]", "tool_calls");
    }

    @Override
    String structured() {
        return answer(CITY, "stop");
    }

    @Override
    String refusal() {
        return body("\"content\": null, \"refusal\": \"I will not.\"", "stop");
    }

    @Override
    String passingError() {
        return "{\"error\": {\"message\": \"secret words\", \"type\": \"server_error\", \"code\": null}}";
    }

    @Override
    String tooLong() {
        return "{\"error\": {\"message\": \"Too long\", \"type\": \"invalid_request_error\","
                + " \"code\": \"context_length_exceeded\"}}";
    }

    @Override
    List<String> events(String one, String two) {
        return ended("stop", "\"content\": " + quoted(one), "\"content\": " + quoted(two));
    }

    @Override
    List<String> callEvents() {
        String begun = TOOL.formatted("\"index\": 0, ", FUNCTION.formatted("\"\""));
        String piece = "\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": %s}}]";
        return ended(
                "tool_calls",
                "\"tool_calls\": [" + begun + "]",
                piece.formatted(quoted(CITY.substring(0, 4))),
                piece.formatted(quoted(CITY.substring(4))));
    }

    @Override
    List<String> structuredEvents() {
        return events(CITY.substring(0, 4), CITY.substring(4));
    }

    @Override
    List<String> noise() {
        return List.of("{\"object\": \"chat.completion.chunk\", \"choices\": [], \"usage\": null}", delta(""));
    }
}
