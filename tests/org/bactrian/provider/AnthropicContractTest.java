package org.bactrian.provider;

import java.util.ArrayList;
import java.util.List;

/** The Anthropic dialect keeps the contract of dialects. */
final class AnthropicContractTest extends DialectContract {
    private static final String SCHEMA = "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}";
    private static final String USE = "{\"type\": \"tool_use\", \"id\": \"t1\", \"name\": \"%s\", \"input\": %s}";
    private static final String INPUT = "\"usage\": {\"input_tokens\": 10, \"cache_creation_input_tokens\": 0,"
            + " \"cache_read_input_tokens\": 5, \"output_tokens\": %d}";

    private static String body(String blocks, String stopReason) {
        return "{\"type\": \"message\", \"role\": \"assistant\", \"content\": [" + blocks + "], \"stop_reason\": \""
                + stopReason + "\", " + INPUT.formatted(7) + "}";
    }

    private static String text(String text) {
        return "{\"type\": \"text\", \"text\": " + Json.tree(text) + "}";
    }

    private static List<String> ended(String block, String stopReason, String... deltas) {
        List<String> events = new ArrayList<>();
        events.add("{\"type\": \"message_start\", \"message\": {\"content\": [], \"stop_reason\": null, "
                + INPUT.formatted(1) + "}}");
        events.add("{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": " + block + "}");
        for (String delta : deltas) {
            events.add("{\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {" + delta + "}}");
        }
        events.add("{\"type\": \"content_block_stop\", \"index\": 0}");
        events.add("{\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"" + stopReason
                + "\"}, \"usage\": {\"output_tokens\": 7}}");
        events.add("{\"type\": \"message_stop\"}");
        return events;
    }

    private static List<String> used(String name) {
        String piece = "\"type\": \"input_json_delta\", \"partial_json\": ";
        return ended(
                USE.formatted(name, "{}"),
                "tool_use",
                piece + "\"\"",
                piece + Json.tree(CITY.substring(0, 4)),
                piece + Json.tree(CITY.substring(4)));
    }

    @Override
    Dialect dialect() {
        return Anthropic.DIALECT;
    }

    @Override
    String asked() {
        return """
                {"model": "theirs", "max_tokens": 50, "system": "Be exact.", "messages": [
                 {"role": "user", "content": [{"type": "text", "text": "Where?"}]},
                 {"role": "assistant", "content": [
                  {"type": "tool_use", "id": "t1", "name": "place", "input": {"city": "Oslo"}}]},
                 {"role": "user", "content": [
                  {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": "north"}]}]},
                 {"role": "user", "content": [{"type": "text", "text": "And here?"},
                  {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "QUJD"}}]}],
                 "tools": [{"name": "place", "input_schema": %s}}], "tool_choice": {"type": "auto"}}"""
                .formatted(SCHEMA);
    }

    @Override
    String askedStructured() {
        return """
                {"model": "theirs", "max_tokens": 50,
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "Where?"}]}],
                 "tools": [{"name": "answer_as_place", "input_schema": %s, "required": ["city"]}}],
                 "tool_choice": {"type": "tool", "name": "answer_as_place", "disable_parallel_tool_use": true}}"""
                .formatted(SCHEMA);
    }

    @Override
    String answer(String text, String finishReason) {
        String stopReason =
                switch (finishReason) {
                    case "stop" -> "end_turn";
                    case "length" -> "max_tokens";
                    default -> "refusal";
                };
        return body(text(text), stopReason);
    }

    @Override
    String call() {
        return body(USE.formatted("place", CITY), "tool_use");
    }

    @Override
    String structured() {
        return body(USE.formatted("answer_as_place", CITY), "tool_use");
    }

    @Override
    String refusal() {
        return answer("I will not.", "content_filter");
    }

    @Override
    String passingError() {
        return "{\"type\": \"error\", \"error\": {\"type\": \"overloaded_error\", \"message\": \"secret words\"}}";
    }

    @Override
    String tooLong() {
        return "{\"type\": \"error\", \"error\": {\"type\": \"invalid_request_error\","
                + " \"message\": \"prompt is too long: 9 tokens > 4 maximum\"}}";
    }

    @Override
    List<String> events(String one, String two) {
        String piece = "\"type\": \"text_delta\", \"text\": ";
        return ended(text(""), "end_turn", piece + Json.tree(one), piece + Json.tree(two));
    }

    @Override
    List<String> callEvents() {
        return used("place");
    }

    @Override
    List<String> structuredEvents() {
        return used("answer_as_place");
    }

    @Override
    List<String> noise() {
        return List.of(
                "{\"type\": \"ping\"}",
                "{\"type\": \"something_new\", \"text\": \"x\"}",
                "{\"type\": \"content_block_delta\", \"delta\": {\"type\": \"signature_delta\", \"signature\": \"x\"}}");
    }
}
