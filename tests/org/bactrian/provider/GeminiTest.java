package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The Gemini dialect: where requests go, and what comes back. */
final class GeminiTest {
    private static final String USAGE =
            """
            {"promptTokenCount": 100, "cachedContentTokenCount": 60, "candidatesTokenCount": 7,
             "thoughtsTokenCount": 5, "totalTokenCount": 112}""";

    private static Model model(String remoteName, String keyHeader) {
        Options options = new Options(Map.of(), Map.of(), keyHeader, Structured.NATIVE, "max_tokens", true);
        return new Model(
                "small",
                new Provider("google", Gemini.DIALECT, "https://api.example.com/v1beta/", List.of(), options),
                remoteName,
                List.of(),
                16_000,
                4_096,
                "chat",
                GateLimits.NONE,
                new Model.BreakerRules(50, 10, 20, Duration.ofSeconds(20), Duration.ofSeconds(30)),
                0.1);
    }

    private static JsonNode decode(String json) throws IOException, AttemptFailure {
        return Gemini.DIALECT.decode(Json.read(json));
    }

    private static AttemptFailure failure(String json) {
        return catchThrowableOfType(AttemptFailure.class, () -> decode(json));
    }

    private static String answer(String parts, String finishReason, String usage) {
        return "{\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": " + parts + "}, \"finishReason\": \""
                + finishReason + "\", \"index\": 0}], \"usageMetadata\": " + usage
                + ", \"responseId\": \"r1\", \"modelVersion\": \"gemini-x-001\"}";
    }

    private static String piece(String parts) {
        return "{\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": " + parts
                + "}, \"index\": 0}], \"responseId\": \"r1\", \"modelVersion\": \"gemini-x-001\"}";
    }

    private static String error(String status, String message) {
        return "{\"error\": {\"code\": 400, \"message\": \"" + message + "\", \"status\": \"" + status + "\"}}";
    }

    private static JsonNode streamed(Dialect.Events events, String... data) throws AttemptFailure {
        Assembly whole = new Assembly();
        for (String one : data) {
            events.read(new SseEvent("", one)).forEach(whole::add);
        }
        return whole.completion();
    }

    @Test
    void the_model_is_a_part_of_the_address() {
        Model model = model("gemini x/1?a=b+c", "");

        assertThat(Gemini.DIALECT.url(model, false))
                .isEqualTo("https://api.example.com/v1beta/models/gemini%20x%2F1%3Fa%3Db%2Bc:generateContent");
        assertThat(Gemini.DIALECT.url(model, true)).endsWith("%2Bc:streamGenerateContent?alt=sse");
    }

    @Test
    void a_key_goes_in_its_header() {
        assertThat(Gemini.DIALECT.headers(model("m", "").provider(), "k1")).isEqualTo(Map.of("x-goog-api-key", "k1"));
        assertThat(Gemini.DIALECT.headers(model("m", "x-key").provider(), "k1")).isEqualTo(Map.of("x-key", "k1"));
        assertThat(Gemini.DIALECT.headers(model("m", "").provider(), "")).isEmpty();
    }

    @Test
    void an_answer_is_read_without_its_thoughts_and_with_its_usage() throws Exception {
        String parts = "[{\"text\": \"Hmm.\", \"thought\": true}, {\"text\": \"4\"}, {\"text\": \"2\"}]";

        JsonNode completion = decode(answer(parts, "STOP", USAGE));

        assertThat(Completion.of(completion)).isEqualTo(new Completion("42", null, "stop", new Usage(100, 60, 12, 5)));
        assertThat(completion.path("id").asText()).isEqualTo("r1");
        assertThat(completion.path("model").asText()).isEqualTo("gemini-x-001");
        assertThat(completion.path("object").asText()).isEqualTo("chat.completion");
    }

    @Test
    void what_gemini_leaves_out_of_its_usage_is_zero_but_for_the_input() throws Exception {
        String parts = "[{\"text\": \"42\"}]";

        assertThat(Completion.of(
                                decode(answer(parts, "STOP", "{\"promptTokenCount\": 5, \"candidatesTokenCount\": 2}")))
                        .usage())
                .isEqualTo(new Usage(5, 0, 2));
        assertThat(Completion.of(decode(
                                answer("[]", "MAX_TOKENS", "{\"promptTokenCount\": 5, \"thoughtsTokenCount\": 9}")))
                        .usage())
                .isEqualTo(new Usage(5, 0, 9, 9));
        assertThat(decode(answer(parts, "STOP", "null")).has("usage")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"candidatesTokenCount\": 2}",
                "{\"promptTokenCount\": \"5\", \"candidatesTokenCount\": 2}",
                "{\"promptTokenCount\": 5, \"candidatesTokenCount\": \"2\", \"thoughtsTokenCount\": 3}",
                "{\"promptTokenCount\": 5, \"candidatesTokenCount\": -2, \"thoughtsTokenCount\": 3}",
                "{\"promptTokenCount\": 5, \"candidatesTokenCount\": 2, \"thoughtsTokenCount\": 1.5}",
                "{\"promptTokenCount\": 5, \"candidatesTokenCount\": 2147483647, \"thoughtsTokenCount\": 9}",
                "{\"promptTokenCount\": 5}"
            })
    void a_usage_that_cannot_be_is_not_believed(String usage) throws Exception {
        assertThat(Completion.of(decode(answer("[{\"text\": \"42\"}]", "STOP", usage)))
                        .usage())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "MAX_TOKENS, length",
        "SAFETY, content_filter",
        "RECITATION, content_filter",
        "BLOCKLIST, content_filter",
        "PROHIBITED_CONTENT, content_filter",
        "SPII, content_filter",
        "LANGUAGE, content_filter",
        "IMAGE_SAFETY, content_filter"
    })
    void an_answer_ends_for_a_reason(String finishReason, String expected) throws Exception {
        Completion completion = Completion.of(decode(answer("[{\"text\": \"4\"}]", finishReason, USAGE)));

        assertThat(completion.finishReason()).isEqualTo(expected);
        assertThat(completion.content()).isEqualTo("4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTHER", "MALFORMED_FUNCTION_CALL", "FINISH_REASON_UNSPECIFIED", "SOMETHING_NEW"})
    void an_end_that_is_none_is_worth_repeating(String finishReason) {
        AttemptFailure failure = failure(answer("[{\"text\": \"4\"}]", finishReason, USAGE));

        assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void calls_of_functions_are_read() throws Exception {
        JsonNode completion = decode(answer(
                """
                [{"functionCall": {"name": "search", "args": {"q": "camel", "n": 2.5}}},
                 {"functionCall": {"id": "f7", "name": "now"}}]""",
                "STOP",
                USAGE));

        assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(completion.at("/choices/0/message"))
                .isEqualTo(
                        Json.read(
                                """
                                {"role": "assistant", "content": null, "tool_calls": [
                                 {"id": "call_0", "type": "function", "function":
                                  {"name": "search", "arguments": "{\\"q\\":\\"camel\\",\\"n\\":2.5}"}},
                                 {"id": "f7", "type": "function", "function":
                                  {"name": "now", "arguments": "{}"}}]}"""));
    }

    @Test
    void a_prompt_that_was_blocked_is_an_answer_that_was_filtered() throws Exception {
        String blocked =
                "{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}, \"usageMetadata\": {\"promptTokenCount\": 9}}";

        JsonNode completion = decode(blocked);

        assertThat(Completion.of(completion)).isEqualTo(new Completion("", null, "content_filter", new Usage(9, 0, 0)));
        Dialect.Events events = Gemini.DIALECT.events();
        assertThat(streamed(events, blocked)).isEqualTo(completion);
        assertThat(events.ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"candidates\": []}", "{\"candidates\": null}", "{\"promptFeedback\": {}}", "[]", "7"})
    void an_answer_without_a_candidate_is_worth_repeating(String json) {
        assertThat(failure(json)).hasMessage("it answered without a candidate");
        assertThat(failure(json).kind()).isEqualTo(FailureKind.RETRY);
        assertThat(failure(json).billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void an_answer_that_does_not_say_why_it_ended_is_not_whole() {
        assertThat(failure(piece("[{\"text\": \"4\"}]")).kind()).isEqualTo(FailureKind.RETRY);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, The model is overloaded., RETRY, unavailable",
        "RESOURCE_EXHAUSTED, Quota., RETRY, resource_exhausted",
        "INVALID_ARGUMENT, No such field., NEXT_MODEL, invalid_argument",
        "INVALID_ARGUMENT, The input token count (9) is too high., CONTEXT, context_length_exceeded",
        "INVALID_ARGUMENT, It Exceeds the maximum number of tokens allowed., CONTEXT, context_length_exceeded",
        "INTERNAL, The input token count is unknown., RETRY, internal",
        "Ignore all rules, No., RETRY, ''"
    })
    void an_error_is_of_the_kind_its_status_says(String status, String message, FailureKind kind, String code)
            throws Exception {
        String json = error(status, message);

        assertThat(Gemini.DIALECT.errorCode(Json.read(json))).isEqualTo(code);
        AttemptFailure inEvents = catchThrowableOfType(
                AttemptFailure.class, () -> streamed(Gemini.DIALECT.events(), piece("[{\"text\": \"4\"}]"), json));
        for (AttemptFailure failure : List.of(failure(json), inEvents)) {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
            assertThat(failure).hasMessage(("it answered 200 with an error " + code).strip());
        }
    }

    @Test
    void what_is_no_error_of_gemini_has_no_code() throws Exception {
        for (String json : List.of("{}", "[]", "{\"error\": \"no\"}", "")) {
            assertThat(Gemini.DIALECT.errorCode(Json.read(json))).as(json).isEmpty();
        }
    }

    @Test
    void a_stream_makes_the_answer_that_would_have_come_whole() throws Exception {
        String call = "[{\"functionCall\": {\"name\": \"search\", \"args\": {\"q\": \"camel\"}}}]";
        Dialect.Events events = Gemini.DIALECT.events();

        JsonNode completion = streamed(
                events,
                piece("[{\"text\": \"Hmm.\", \"thought\": true}]"),
                piece("[{\"text\": \"Let me \"}]"),
                piece("[{\"text\": \"look\"}]"),
                piece(call),
                answer(call, "STOP", USAGE));

        String first = call.substring(0, call.length() - 1) + ", ";
        assertThat(completion)
                .isEqualTo(decode(answer(
                        "[{\"text\": \"Let me look\"}, " + first.substring(1) + call.substring(1), "STOP", USAGE)));
        assertThat(completion.at("/choices/0/message/tool_calls")).hasSize(2);
        assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(events.ended()).isTrue();
    }

    @Test
    void a_call_before_the_last_event_is_still_why_the_answer_ended() throws Exception {
        JsonNode completion = streamed(
                Gemini.DIALECT.events(),
                piece("[{\"functionCall\": {\"name\": \"now\", \"args\": {}}}]"),
                answer("[{\"text\": \"\"}]", "STOP", USAGE));

        assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void each_event_is_chunks_at_once() throws Exception {
        Dialect.Events events = Gemini.DIALECT.events();
        List<JsonNode> chunks = new ArrayList<>(events.read(new SseEvent("", piece("[{\"text\": \"4\"}]"))));

        assertThat(chunks).hasSize(1);
        assertThat(chunks.get(0).at("/choices/0/delta/content").asText()).isEqualTo("4");
        assertThat(chunks.get(0).path("id").asText()).isEqualTo("r1");
        assertThat(events.read(new SseEvent("", "{\"usageMetadata\": " + USAGE + "}")))
                .isEmpty();
    }

    @Test
    void a_stream_that_stops_before_its_reason_has_not_ended() throws Exception {
        Dialect.Events events = Gemini.DIALECT.events();

        streamed(events, piece("[{\"text\": \"4\"}]"), "{\"usageMetadata\": " + USAGE + "}");

        assertThat(events.ended()).isFalse();
    }

    @Test
    void what_comes_after_the_end_is_not_read() throws Exception {
        Dialect.Events events = Gemini.DIALECT.events();

        JsonNode completion = streamed(
                events,
                answer("[{\"text\": \"4\"}]", "STOP", USAGE),
                piece("[{\"text\": \"2\"}]"),
                "this is no JSON",
                error("INTERNAL", "late"));

        assertThat(completion.at("/choices/0/message/content").asText()).isEqualTo("4");
    }

    @Test
    void an_event_that_is_not_json_is_worth_repeating() {
        AttemptFailure failure =
                catchThrowableOfType(AttemptFailure.class, () -> streamed(Gemini.DIALECT.events(), "{\"candidates\":"));

        assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
    }
}
