package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bactrian.provider.Provider.Options;
import org.bactrian.provider.Provider.Structured;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.resilience.GateLimits;
import org.bactrian.stream.SseEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Anthropic dialect, as it is really spoken. */
final class AnthropicTest {
    private static final Options IN_WORDS = options("", Structured.INSTRUCTIONS);
    private static final String SCHEMA =
            """
            {"messages": [{"role": "system", "content": "Be exact."}, {"role": "user", "content": "Who?"}],
             "response_format": {"type": "json_schema",
                                 "json_schema": {"name": "person", "schema": {"type": "%s"}}}}
            """;
    private static final String USE =
            "{\"type\": \"tool_use\", \"id\": \"t1\", \"name\": \"%s\", \"input\": {\"city\": \"Oslo\"}}";

    private static Options options(String keyHeader, Structured structured) {
        return new Options(Map.of(), Map.of(), keyHeader, structured, "max_tokens", true);
    }

    private static Provider provider(Options options) {
        return new Provider("anthropic", Anthropic.DIALECT, "https://api.example.com/v1/", List.of("secret"), options);
    }

    private static Model model(Options options) {
        Model.BreakerRules rules = new Model.BreakerRules(50, 10, 20, Duration.ofSeconds(20), Duration.ofSeconds(30));
        return new Model(
                "c", provider(options), "claude-9", List.of(), 200_000, 4_096, "chat", GateLimits.NONE, rules, 0.1);
    }

    private static JsonNode encode(Options options, String chat) throws IOException {
        return Anthropic.DIALECT.encode(model(options), (ObjectNode) Json.read(chat), false);
    }

    private static ObjectNode decode(String body) throws IOException, AttemptFailure {
        return Anthropic.DIALECT.decode(Json.read(body));
    }

    /** An answer with that content. */
    private static ObjectNode answer(String content, String stopReason) throws IOException, AttemptFailure {
        return decode(
                """
                {"type": "message", "id": "msg_1", "model": "claude-9", "content": [%s], "stop_reason": "%s",
                 "usage": {"input_tokens": 10, "cache_read_input_tokens": 5, "output_tokens": 7}}
                """
                        .formatted(content, stopReason));
    }

    private static AttemptFailure failure(String body) {
        return catchThrowableOfType(AttemptFailure.class, () -> decode(body));
    }

    private static String text(String text) {
        return "{\"type\": \"text\", \"text\": \"" + text + "\"}";
    }

    private static void read(Dialect.Events events, Assembly assembly, String data) throws AttemptFailure {
        events.read(new SseEvent("", data)).forEach(assembly::add);
    }

    /** A stream of one block, up to and with message_delta. */
    private static void readBlock(Dialect.Events events, Assembly assembly, String start, String stop, String... deltas)
            throws AttemptFailure {
        read(
                events,
                assembly,
                """
                {"type": "message_start", "message": {"id": "msg_1", "model": "claude-9", "content": [],
                 "usage": {"input_tokens": 10, "cache_read_input_tokens": 5, "output_tokens": 1}}}
                """);
        read(events, assembly, "{\"type\": \"content_block_start\", \"index\": 0, \"content_block\": " + start + "}");
        for (String delta : deltas) {
            read(events, assembly, "{\"type\": \"content_block_delta\", \"index\": 0, \"delta\": " + delta + "}");
        }
        read(events, assembly, "{\"type\": \"content_block_stop\", \"index\": 0}");
        read(
                events,
                assembly,
                "{\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"" + stop
                        + "\"}, \"usage\": {\"output_tokens\": 7}}");
    }

    private static ObjectNode streamed(String start, String stop, String... deltas) throws AttemptFailure {
        Dialect.Events events = Anthropic.DIALECT.events();
        Assembly assembly = new Assembly();
        readBlock(events, assembly, start, stop, deltas);
        assertThat(events.ended()).isFalse();
        read(events, assembly, "{\"type\": \"message_stop\"}");
        assertThat(events.ended()).isTrue();
        return assembly.completion();
    }

    private static JsonNode message(ObjectNode completion) {
        return completion.path("choices").path(0).path("message");
    }

    private static JsonNode json(String json) throws IOException {
        return Json.read(json);
    }

    @Test
    void it_is_asked_at_messages_with_its_own_header_of_the_key() {
        Provider plain = provider(Options.NONE);

        assertThat(Anthropic.DIALECT.url(model(Options.NONE), true)).isEqualTo("https://api.example.com/v1/messages");
        assertThat(Anthropic.DIALECT.headers(plain, "secret"))
                .isEqualTo(Map.of("x-api-key", "secret", "anthropic-version", "2023-06-01"));
        assertThat(Anthropic.DIALECT.headers(plain, "")).isEqualTo(Map.of("anthropic-version", "2023-06-01"));
        assertThat(Anthropic.DIALECT.headers(provider(options("api-key", Structured.NATIVE)), "secret"))
                .isEqualTo(Map.of("api-key", "secret", "anthropic-version", "2023-06-01"));
    }

    @Test
    void a_plain_request_is_said_in_its_words() throws Exception {
        String chat =
                """
                {"model": "c", "temperature": 1.7, "top_p": 0.5, "stop": "END", "messages": [
                 {"role": "system", "content": "Be exact."}, {"role": "developer", "content": "Be brief."},
                 {"role": "user", "content": "Who?"}]}
                """;

        assertThat(Anthropic.DIALECT.encode(model(Options.NONE), (ObjectNode) json(chat), true))
                .isEqualTo(
                        Json.object()
                                .put("model", "claude-9")
                                .put("max_tokens", 4_096)
                                .put("temperature", 1.0)
                                .put("stream", true)
                                .put("system", "Be exact.\n\nBe brief.")
                                .setAll(
                                        (ObjectNode)
                                                json(
                                                        """
                                {"top_p": 0.5, "stop_sequences": ["END"], "messages": [
                                 {"role": "user", "content": [{"type": "text", "text": "Who?"}]}]}
                                """)));
    }

    @ParameterizedTest
    @CsvSource({"max_tokens, 30", "max_completion_tokens, 40"})
    void the_bound_on_the_answer_is_the_one_asked_for(String field, int most) throws Exception {
        JsonNode body = encode(Options.NONE, "{\"" + field + "\": " + most + ", \"stop\": [\"a\", \" \"]}");

        assertThat(body.path("max_tokens").asInt()).isEqualTo(most);
        assertThat(body.path("stop_sequences")).isEqualTo(json("[\"a\"]"));
        assertThat(body.has("stream")).isFalse();
    }

    @Test
    void a_schema_becomes_a_tool_that_has_to_be_used() throws Exception {
        JsonNode body = encode(Options.NONE, SCHEMA.formatted("object"));

        assertThat(body.path("tools"))
                .isEqualTo(json("[{\"name\": \"answer_as_person\", \"input_schema\": {\"type\": \"object\"}}]"));
        assertThat(body.path("tool_choice"))
                .isEqualTo(
                        json(
                                """
                                {"type": "tool", "name": "answer_as_person", "disable_parallel_tool_use": true}
                                """));
        assertThat(body.path("system").asText()).isEqualTo("Be exact.");
    }

    @Test
    void a_schema_that_no_tool_can_have_goes_into_the_instructions() throws Exception {
        JsonNode list = encode(Options.NONE, SCHEMA.formatted("array"));
        JsonNode inWords = encode(IN_WORDS, SCHEMA.formatted("object"));

        assertThat(list.path("system").asText())
                .isEqualTo("Be exact.\n\n" + Instructions.of(json("{\"type\": \"array\"}")));
        assertThat(inWords.path("system").asText())
                .isEqualTo("Be exact.\n\n" + Instructions.of(json("{\"type\": \"object\"}")));
        assertThat(list.has("tools") || inWords.has("tools") || inWords.has("tool_choice"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"auto\" | {\"type\": \"auto\"}",
                "\"none\" | {\"type\": \"none\"}",
                "\"required\" | {\"type\": \"any\"}",
                "{\"type\": \"function\", \"function\": {\"name\": \"f\"}} | {\"type\": \"tool\", \"name\": \"f\"}"
            })
    void tools_are_offered_and_chosen(String choice, String chosen) throws Exception {
        JsonNode body = encode(
                Options.NONE,
                """
                {"tools": [{"type": "function", "function": {"name": "f", "description": "d",
                                                             "parameters": {"type": "object", "title": "p"}}},
                           {"type": "function", "function": {"name": "g"}}], "tool_choice": %s}
                """
                        .formatted(choice));

        assertThat(body.path("tools"))
                .isEqualTo(
                        json(
                                """
                                [{"name": "f", "description": "d", "input_schema": {"type": "object", "title": "p"}},
                                 {"name": "g", "input_schema": {"type": "object"}}]
                                """));
        assertThat(body.path("tool_choice")).isEqualTo(json(chosen));
    }

    @Test
    void with_tools_of_its_own_a_request_gets_one_of_them_or_the_answer() throws Exception {
        ObjectNode chat = (ObjectNode) json(SCHEMA.formatted("object"));
        chat.set("tools", json("[{\"function\": {\"name\": \"f\"}}]"));
        JsonNode body = Anthropic.DIALECT.encode(model(Options.NONE), chat, false);

        assertThat(body.path("tools").findValuesAsText("name")).containsExactly("f", "answer_as_person");
        assertThat(body.path("tool_choice"))
                .isEqualTo(json("{\"type\": \"any\", \"disable_parallel_tool_use\": true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"none\" | answer_as_person", "{\"type\": \"function\", \"function\": {\"name\": \"f\"}} | f"})
    void what_a_request_says_of_its_own_tools_holds_beside_a_schema(String choice, String chosen) throws Exception {
        ObjectNode chat = (ObjectNode) json(SCHEMA.formatted("object"));
        chat.set("tools", json("[{\"function\": {\"name\": \"f\"}}]"));
        chat.set("tool_choice", json(choice));
        JsonNode body = Anthropic.DIALECT.encode(model(Options.NONE), chat, false);

        assertThat(body.path("tool_choice").path("name").asText()).isEqualTo(chosen);
    }

    @Test
    void the_name_of_a_tool_is_no_longer_than_allowed() throws Exception {
        JsonNode body = encode(Options.NONE, SCHEMA.formatted("object").replace("person", "p".repeat(64)));

        assertThat(body.path("tool_choice").path("name").asText()).isEqualTo("answer_as_" + "p".repeat(54));
        assertThat(body.path("tools").path(0).path("name"))
                .isEqualTo(body.path("tool_choice").path("name"));
    }

    @Test
    void images_are_sent_in_the_text_or_as_a_link() throws Exception {
        JsonNode body = encode(
                Options.NONE,
                """
                {"messages": [{"role": "user", "content": [
                 {"type": "text", "text": "What?"}, {"type": "text", "text": ""},
                 {"type": "image_url", "image_url": {"url": "data:image/png;q=1;base64,QUJD"}},
                 {"type": "image_url", "image_url": {"url": "https://example.com/a;base64,"}},
                 {"type": "new"}]}]}
                """);

        assertThat(body.path("messages").path(0).path("content"))
                .isEqualTo(
                        json(
                                """
                                [{"type": "text", "text": "What?"},
                                 {"type": "image",
                                  "source": {"type": "base64", "media_type": "image/png", "data": "QUJD"}},
                                 {"type": "image", "source": {"type": "url", "url": "https://example.com/a;base64,"}},
                                 {"type": "new"}]
                                """));
    }

    @Test
    void a_history_of_tool_calls_keeps_the_results_of_a_turn_together() throws Exception {
        JsonNode body = encode(
                Options.NONE,
                """
                {"messages": [{"role": "user", "content": "Weather?"}, {"role": "assistant", "content": ""},
                 {"role": "assistant", "content": null, "tool_calls": [
                  {"id": "t1", "type": "function", "function": {"name": "f", "arguments": "{\\"city\\": \\"Oslo\\"}"}},
                  {"id": "t2", "type": "function", "function": {"name": "f", "arguments": "{oops"}}]},
                 {"role": "tool", "tool_call_id": "t1", "content": "cold"},
                 {"role": "tool", "tool_call_id": "t2", "content": [{"type": "text", "text": "warm"}]},
                 {"role": "user", "content": "So?"}]}
                """);

        assertThat(body.path("messages"))
                .isEqualTo(
                        json(
                                """
                                [{"role": "user", "content": [{"type": "text", "text": "Weather?"}]},
                                 {"role": "assistant", "content": [
                                  {"type": "tool_use", "id": "t1", "name": "f", "input": {"city": "Oslo"}},
                                  {"type": "tool_use", "id": "t2", "name": "f", "input": {}}]},
                                 {"role": "user", "content": [
                                  {"type": "tool_result", "tool_use_id": "t1",
                                   "content": [{"type": "text", "text": "cold"}]},
                                  {"type": "tool_result", "tool_use_id": "t2",
                                   "content": [{"type": "text", "text": "warm"}]}]},
                                 {"role": "user", "content": [{"type": "text", "text": "So?"}]}]
                                """));
    }

    @Test
    void text_is_read_with_its_usage() throws Exception {
        ObjectNode completion = answer(text("4") + "," + text("2"), "end_turn");

        assertThat(Completion.of(completion)).isEqualTo(new Completion("42", null, "stop", new Usage(15, 5, 7)));
        assertThat(completion.path("id").asText()).isEqualTo("msg_1");
        assertThat(completion.path("model").asText()).isEqualTo("claude-9");
    }

    @Test
    void the_input_of_the_answering_tool_is_the_answer() throws Exception {
        ObjectNode completion = answer(text("Well: ") + "," + USE.formatted("answer_as_city"), "tool_use");

        assertThat(Completion.of(completion))
                .isEqualTo(new Completion("{\"city\":\"Oslo\"}", null, "stop", new Usage(15, 5, 7)));
        assertThat(message(completion).has("tool_calls")).isFalse();
    }

    @Test
    void a_tool_call_goes_there_and_back() throws Exception {
        ObjectNode completion = answer(USE.formatted("weather"), "tool_use");
        ObjectNode chat = Json.object();
        chat.putArray("messages").add(message(completion));

        assertThat(completion.path("choices").path(0).path("finish_reason").asText())
                .isEqualTo("tool_calls");
        assertThat(message(completion))
                .isEqualTo(
                        json(
                                """
                                {"role": "assistant", "content": null, "tool_calls": [{"id": "t1", "type": "function",
                                 "function": {"name": "weather", "arguments": "{\\"city\\":\\"Oslo\\"}"}}]}
                                """));
        assertThat(Anthropic.DIALECT
                        .encode(model(Options.NONE), chat, false)
                        .path("messages")
                        .path(0)
                        .path("content"))
                .isEqualTo(json("[" + USE.formatted("weather") + "]"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "stop_sequence, stop",
        "pause_turn, stop",
        "max_tokens, length",
        "model_context_window_exceeded, length",
        "refusal, content_filter",
        "something_new, something_new"
    })
    void each_stop_reason_has_its_finish_reason(String stopReason, String finishReason) throws Exception {
        assertThat(Completion.of(answer(text("a"), stopReason)).finishReason()).isEqualTo(finishReason);
    }

    @Test
    void a_refusal_is_no_content() throws Exception {
        assertThat(Completion.of(answer(text("I will not."), "refusal")))
                .isEqualTo(new Completion("", "I will not.", "content_filter", new Usage(15, 5, 7)));
        assertThat(Completion.of(answer("", "refusal")).refusal()).isEqualTo("The model declined.");
        assertThat(message(streamed(text(""), "refusal")).path("refusal").asText())
                .isEqualTo("The model declined.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input_tokens\": 1, \"cache_creation_input_tokens\": 2, \"cache_read_input_tokens\": 3}| 6| 3| 2",
                "{\"input_tokens\": 10, \"cache_creation_input_tokens\": null}| 10| 0| 0"
            })
    void cached_input_is_input_too(String usage, int input, int cached, int written) throws Exception {
        ObjectNode body = Json.object().put("stop_reason", "end_turn");
        body.putArray("content").add(json(text("a")));
        body.set("usage", ((ObjectNode) json(usage)).put("output_tokens", 3));

        assertThat(Completion.of(Anthropic.DIALECT.decode(body)).usage())
                .isEqualTo(new Usage(input, cached, written, 3, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input_tokens\": 1.5, \"output_tokens\": 3}",
                "{\"input_tokens\": \"7\", \"output_tokens\": 3}",
                "{\"output_tokens\": 3}",
                "{\"input_tokens\": 7}",
                "{\"input_tokens\": 9, \"cache_read_input_tokens\": -3, \"output_tokens\": 3}",
                "{\"input_tokens\": 4294967297, \"output_tokens\": 3}",
                "{\"input_tokens\": 2147483647, \"cache_read_input_tokens\": 1, \"output_tokens\": 3}"
            })
    void a_usage_that_cannot_be_is_found_wrong(String usage) throws Exception {
        ObjectNode completion = decode("{\"content\": [" + text("a") + "], \"usage\": " + usage + "}");

        assertThat(completion.has("usage")).isTrue();
        assertThat(Completion.of(completion).usage()).isNull();
    }

    @Test
    void an_answer_without_usage_or_content_says_so() throws Exception {
        assertThat(decode("{\"content\": [" + text("a") + "]}").has("usage")).isFalse();
        AttemptFailure failure = failure("{\"type\": \"message\"}");
        assertThat(failure).hasMessage("it answered without content");
        assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_request_error | prompt is too long: 9 > 8 | context_length_exceeded | CONTEXT",
                "invalid_request_error | they exceed context limit: 9 > 8 | context_length_exceeded | CONTEXT",
                "api_error | larger than the Context Window | context_length_exceeded | CONTEXT",
                "api_error | Output blocked by content filtering policy | content_filter | REFUSAL",
                "invalid_request_error | max_tokens: Field required | invalid_request_error | NEXT_MODEL",
                "overloaded_error | Overloaded | overloaded_error | RETRY"
            })
    void errors_are_told_apart_wherever_they_come(String type, String message, String code, FailureKind kind)
            throws Exception {
        String error =
                "{\"type\": \"error\", \"error\": {\"type\": \"" + type + "\", \"message\": \"" + message + "\"}}";
        AttemptFailure inStream = catchThrowableOfType(
                AttemptFailure.class, () -> Anthropic.DIALECT.events().read(new SseEvent("error", error)));

        assertThat(Anthropic.DIALECT.errorCode(json(error))).isEqualTo(code);
        assertThat(failure(error)).hasMessage("it answered 200 with an error " + code);
        assertThat(failure(error).kind()).isEqualTo(kind);
        assertThat(inStream.kind()).isEqualTo(kind);
    }

    @Test
    void a_streamed_text_is_the_text_that_would_have_come_whole() throws Exception {
        assertThat(streamed(
                        text(""),
                        "end_turn",
                        "{\"type\": \"text_delta\", \"text\": \"Hel\"}",
                        "{\"type\": \"thinking_delta\", \"thinking\": \"hm\"}",
                        "{\"type\": \"signature_delta\", \"signature\": \"x\"}",
                        "{\"type\": \"text_delta\", \"text\": \"lo\"}"))
                .isEqualTo(answer(text("Hello"), "end_turn"));
    }

    @ParameterizedTest
    @CsvSource({"answer_as_city", "weather"})
    void a_streamed_input_is_the_input_that_would_have_come_whole(String tool) throws Exception {
        String begun = "{\"type\": \"tool_use\", \"id\": \"t1\", \"name\": \"" + tool + "\", \"input\": {}}";
        String first = "{\"type\": \"input_json_delta\", \"partial_json\": \"{\\\"city\\\":\"}";
        String second = "{\"type\": \"input_json_delta\", \"partial_json\": \"\\\"Oslo\\\"}\"}";

        assertThat(streamed(begun, "tool_use", first, second)).isEqualTo(answer(USE.formatted(tool), "tool_use"));
        String empty = "{\"type\": \"input_json_delta\", \"partial_json\": \"\"}";
        assertThat(streamed(begun, "tool_use", empty)).isEqualTo(answer(begun, "tool_use"));
    }

    @Test
    void two_tool_calls_stay_apart() throws Exception {
        String both = USE.formatted("a") + "," + USE.formatted("b");

        assertThat(message(answer(both, "tool_use")).path("tool_calls").findValuesAsText("name"))
                .containsExactly("a", "b");
    }

    @Test
    void each_streamed_tool_call_has_its_own_input() throws Exception {
        Dialect.Events events = Anthropic.DIALECT.events();
        Assembly assembly = new Assembly();
        String piece = "{\"type\": \"input_json_delta\", \"partial_json\": \"{}\"}";
        readBlock(events, assembly, USE.formatted("a"), "tool_use", piece);
        readBlock(events, assembly, USE.formatted("b"), "tool_use");

        assertThat(message(assembly.completion()).path("tool_calls").findValuesAsText("arguments"))
                .containsExactly("{}", "{\"city\":\"Oslo\"}");
    }

    @Test
    void the_output_a_stream_begins_with_is_not_taken_for_the_whole() throws Exception {
        Dialect.Events events = Anthropic.DIALECT.events();
        Assembly assembly = new Assembly();
        String usage = "{\"input_tokens\": 10, \"output_tokens\": 1}";
        read(events, assembly, "{\"type\": \"message_start\", \"message\": {\"usage\": " + usage + "}}");
        read(events, assembly, "{\"type\": \"message_stop\"}");

        assertThat(Completion.of(assembly.completion()).usage()).isNull();
    }

    @Test
    void what_carries_nothing_is_passed_over_and_what_comes_after_the_end_is_not_read() throws Exception {
        Dialect.Events events = Anthropic.DIALECT.events();

        assertThat(events.read(new SseEvent("ping", "{\"type\": \"ping\"}"))).isEmpty();
        assertThat(events.read(new SseEvent("news", "{\"type\": \"news\"}"))).isEmpty();
        assertThat(events.ended()).isFalse();
        assertThat(events.read(new SseEvent("message_stop", "{}"))).hasSize(1);
        assertThat(events.ended()).isTrue();
        assertThat(events.read(new SseEvent("error", "{\"type\": \"error\"}"))).isEmpty();
    }

    @Test
    void a_stream_that_breaks_off_has_not_ended() throws Exception {
        Dialect.Events events = Anthropic.DIALECT.events();
        Assembly assembly = new Assembly();
        readBlock(events, assembly, text("Hel"), "end_turn");

        assertThat(events.ended()).isFalse();
        assertThat(assembly.text()).isEqualTo("Hel");
    }
}
