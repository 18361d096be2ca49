package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.provider.Provider.Structured;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.stream.SseEvent;
import org.junit.jupiter.api.Test;

/** What every dialect promises, whatever the words of its provider; a subclass brings those. */
abstract class DialectContract {
    static final String CITY = "{\"city\":\"Oslo\"}";

    abstract Dialect dialect();

    /** The chat with a history, a tool and an image as it goes to the model {@code theirs}. */
    abstract String asked();

    /** The structured question as it goes to the model {@code theirs}. */
    abstract String askedStructured();

    /** A whole answer of 15 tokens of input, 5 of them cached, and 7 of output. */
    abstract String answer(String text, String finishReason);

    /** The same with a call of the tool. */
    abstract String call();

    /** The same with the answer to the structured question. */
    abstract String structured();

    /** What the provider says when it declines. */
    abstract String refusal();

    /** An error in the body, of a kind that passes. */
    abstract String passingError();

    abstract String tooLong();

    /** The answers above as events, the last with the terminal marker. */
    abstract List<String> events(String one, String two);

    abstract List<String> callEvents();

    abstract List<String> structuredEvents();

    /** Events that carry nothing. */
    abstract List<String> noise();

    private Completion read(String body) throws Exception {
        return Completion.of(dialect().decode(Json.read(body)));
    }

    private ObjectNode streamed(List<String> events) throws AttemptFailure {
        Dialect.Events reader = dialect().events();
        Assembly whole = new Assembly();
        for (String event : events) {
            assertThat(reader.ended()).as("before " + event).isFalse();
            for (ObjectNode chunk : reader.read(new SseEvent("", event))) {
                assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
                whole.add(chunk);
            }
        }
        assertThat(reader.ended()).isTrue();
        return whole.completion();
    }

    private AttemptFailure failure(String body) {
        return catchThrowableOfType(AttemptFailure.class, () -> read(body));
    }

    private AttemptFailure failureOfEvent(String event) {
        return catchThrowableOfType(
                AttemptFailure.class, () -> dialect().events().read(new SseEvent("", event)));
    }

    @Test
    void a_chat_is_said_in_the_words_of_the_provider_and_not_changed() throws Exception {
        Model model = DialectModel.of(dialect(), Structured.NATIVE);
        ObjectNode chat = (ObjectNode) Json.read(DialectModel.CHAT);
        ObjectNode structured = (ObjectNode) Json.read(DialectModel.STRUCTURED);

        assertThat(Json.read(dialect().encode(model, chat, false).toString())).isEqualTo(Json.read(asked()));
        assertThat(Json.read(dialect().encode(model, structured, false).toString()))
                .isEqualTo(Json.read(askedStructured()));
        assertThat(chat).isEqualTo(Json.read(DialectModel.CHAT));
        assertThat(structured).isEqualTo(Json.read(DialectModel.STRUCTURED));
    }

    @Test
    void a_schema_can_always_be_said_in_words() throws Exception {
        Model model = DialectModel.of(dialect(), Structured.INSTRUCTIONS);
        ObjectNode chat = (ObjectNode) Json.read(DialectModel.STRUCTURED);

        assertThat(dialect().encode(model, chat, true).toString())
                .contains("satisfies this JSON Schema", "\\\"required\\\":[\\\"city\\\"]")
                .doesNotContain("response_format", "input_schema", "responseSchema");
        assertThat(chat).isEqualTo(Json.read(DialectModel.STRUCTURED));
    }

    @Test
    void an_answer_is_read_with_why_it_ended_and_what_it_used() throws Exception {
        for (String reason : List.of("stop", "length", "content_filter")) {
            Completion completion = read(answer("42", reason));
            assertThat(completion.finishReason()).isEqualTo(reason);
            assertThat(completion.usage()).isEqualTo(new Usage(15, 5, 7));
        }
        assertThat(read(answer("42", "stop")).content()).isEqualTo("42");
    }

    @Test
    void a_tool_call_and_a_structured_answer_are_told_apart() throws Exception {
        JsonNode call = dialect().decode(Json.read(call())).at("/choices/0");

        assertThat(call.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(call.at("/message/content").isNull()).isTrue();
        assertThat(call.at("/message/tool_calls/0/function"))
                .isEqualTo(Json.object().put("name", "place").put("arguments", CITY));
        assertThat(call.at("/message/tool_calls/0/id").asText()).isNotEmpty();
        assertThat(read(structured())).isEqualTo(new Completion(CITY, null, "stop", new Usage(15, 5, 7)));
    }

    @Test
    void who_declines_gives_no_content() throws Exception {
        Completion completion = read(refusal());
        assertThat(completion.content()).isEmpty();
        assertThat(completion.refusal() != null || completion.finishReason().equals("content_filter"))
                .isTrue();
    }

    @Test
    void an_error_in_an_answer_is_a_failure_that_repeats_no_words() throws Exception {
        for (AttemptFailure failure : List.of(failure(passingError()), failureOfEvent(passingError()))) {
            assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
            assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
            assertThat(failure).hasMessageNotContaining("secret");
        }
        assertThat(dialect().errorCode(Json.read(tooLong()))).isEqualTo("context_length_exceeded");
        assertThat(failure(tooLong()).kind()).isEqualTo(FailureKind.CONTEXT);
    }

    @Test
    void what_is_no_answer_is_worth_repeating() {
        for (String body : List.of("{}", "[]", "7", "\"hello\"")) {
            assertThat(failure(body).kind()).as(body).isEqualTo(FailureKind.RETRY);
            assertThat(dialect().errorCode(DialectModel.json(body))).isEmpty();
        }
        for (String event : List.of("{\"a\":", "[]", "hello")) {
            assertThat(failureOfEvent(event)).hasMessage("it sent an event that is not JSON");
        }
    }

    @Test
    void a_stream_makes_the_answer_that_would_have_come_whole() throws Exception {
        assertThat(Completion.of(streamed(events("4", "2")))).isEqualTo(read(answer("42", "stop")));
        assertThat(streamed(callEvents()).path("choices"))
                .isEqualTo(dialect().decode(Json.read(call())).path("choices"));
        assertThat(Completion.of(streamed(structuredEvents()))).isEqualTo(read(structured()));
    }

    @Test
    void events_that_carry_nothing_change_nothing() throws Exception {
        List<String> noisy = new ArrayList<>();
        for (String event : events("4", "2")) {
            noisy.addAll(noise());
            noisy.add(event);
        }

        assertThat(streamed(noisy)).isEqualTo(streamed(events("4", "2")));
    }

    @Test
    void nothing_is_read_after_the_end() throws Exception {
        Dialect.Events reader = dialect().events();
        for (String event : events("4", "2")) {
            reader.read(new SseEvent("", event));
        }

        assertThat(reader.read(new SseEvent("", passingError()))).isEmpty();
    }

    @Test
    void a_key_goes_in_a_header_and_never_in_the_address() {
        Model model = DialectModel.of(dialect(), Structured.NATIVE);
        assertThat(dialect().headers(model.provider(), "k-1").values())
                .filteredOn(value -> value.contains("k-1"))
                .hasSize(1);
        assertThat(dialect().headers(model.provider(), "").toString()).doesNotContain("Bearer", "key");
        assertThat(dialect().url(model, true))
                .startsWith("https://api.example.com/v1/")
                .doesNotContain("k-1");
    }
}
