package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Chunks that make one completion. */
final class AssemblyTest {
    private final Assembly whole = new Assembly();

    private static ObjectNode chunk(String json) throws Exception {
        return (ObjectNode) Json.read(json);
    }

    @Test
    void chunks_make_the_completion_that_would_have_come_unstreamed() throws Exception {
        whole.add(
                chunk(
                        """
                {"id": "c1", "object": "chat.completion.chunk", "created": 5, "model": "m", "choices":
                 [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": null}]}"""));
        whole.add(Chunks.content("Hello, "));
        whole.add(Chunks.content("world"));
        whole.add(Chunks.finish("length"));
        whole.add(chunk("{\"id\": \"c2\", \"choices\": [], \"usage\": {\"prompt_tokens\": 3}}"));

        assertThat(whole.completion())
                .isEqualTo(
                        chunk(
                                """
                                {"id": "c1", "model": "m", "created": 5, "object": "chat.completion", "choices":
                                 [{"index": 0, "message": {"role": "assistant", "content": "Hello, world"},
                                   "finish_reason": "length"}], "usage": {"prompt_tokens": 3}}"""));
        assertThat(whole.text()).isEqualTo("Hello, world");
    }

    @Test
    void a_chunk_tells_whether_there_is_a_part_of_the_answer_in_it() throws Exception {
        assertThat(whole.add(chunk("{}"))).isFalse();
        assertThat(whole.add(chunk("{\"choices\": [{\"delta\": {\"role\": \"assistant\", \"content\": \"\"}}]}")))
                .isFalse();
        assertThat(whole.add(chunk("{\"choices\": [{\"delta\": {\"content\": null}}]}")))
                .isFalse();
        assertThat(whole.add(Chunks.finish("stop"))).isFalse();
        assertThat(whole.add(Chunks.usage(Json.object()))).isFalse();
        assertThat(whole.add(Chunks.content(" "))).isTrue();
        assertThat(whole.add(Chunks.refusal("No"))).isTrue();
        assertThat(whole.add(Chunks.toolCall(0, "call_0", "search"))).isTrue();
        assertThat(whole.add(Chunks.arguments(0, "{"))).isTrue();
    }

    @Test
    void tool_calls_are_put_together_piece_by_piece_each_by_its_index() throws Exception {
        whole.add(Chunks.toolCall(1, "b", "second"));
        whole.add(Chunks.toolCall(0, "a", "first"));
        whole.add(Chunks.arguments(1, "{\"n\":"));
        whole.add(Chunks.arguments(0, "{}"));
        whole.add(Chunks.arguments(1, "2}"));
        whole.add(Chunks.finish("tool_calls"));

        assertThat(whole.completion().at("/choices/0/message"))
                .isEqualTo(
                        chunk(
                                """
                                {"role": "assistant", "content": null, "tool_calls": [
                                 {"id": "a", "type": "function",
                                  "function": {"name": "first", "arguments": "{}"}},
                                 {"id": "b", "type": "function",
                                  "function": {"name": "second", "arguments": "{\\"n\\":2}"}}]}"""));
        assertThat(whole.completion().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void an_id_or_name_that_is_empty_takes_nothing_away() throws Exception {
        whole.add(Chunks.toolCall(0, "a", "first"));
        whole.add(
                chunk(
                        """
                {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "id": "", "type": "function",
                 "function": {"name": "", "arguments": "{}"}}]}}]}"""));

        assertThat(whole.completion().at("/choices/0/message/tool_calls/0"))
                .isEqualTo(
                        chunk(
                                """
                                {"id": "a", "type": "function",
                                 "function": {"name": "first", "arguments": "{}"}}"""));
    }

    @Test
    void a_refusal_is_put_together_too() {
        whole.add(Chunks.refusal("I would "));
        whole.add(Chunks.refusal("rather not"));

        Completion completion = Completion.of(whole.completion());
        assertThat(completion.refusal()).isEqualTo("I would rather not");
        assertThat(completion.content()).isEmpty();
    }

    @Test
    void the_last_usage_counts_and_one_that_is_null_does_not() throws Exception {
        whole.add(chunk("{\"choices\": [], \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 1}}"));
        whole.add(chunk("{\"choices\": [], \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 2}}"));
        whole.add(chunk("{\"choices\": [], \"usage\": null}"));

        assertThat(Completion.of(whole.completion()).usage()).isEqualTo(new Usage(3, 0, 2));
    }

    @Test
    void without_a_usage_there_is_none() {
        whole.add(Chunks.content("1"));

        assertThat(whole.completion().has("usage")).isFalse();
    }

    @Test
    void everything_that_was_generated_can_be_counted() {
        whole.add(Chunks.content("text"));
        whole.add(Chunks.refusal("no"));
        whole.add(Chunks.toolCall(0, "a", "search"));
        whole.add(Chunks.arguments(0, "{\"q\":1}"));

        assertThat(whole.everything()).contains("text", "no", "{\"q\":1}");
    }

    @Test
    void a_completion_taken_apart_makes_the_same_completion() throws Exception {
        ObjectNode completion = chunk(
                """
                {"object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant",
                 "content": "Looking", "refusal": "or not", "tool_calls": [{"id": "a", "type": "function",
                 "function": {"name": "first", "arguments": "{}"}}]}, "finish_reason": "tool_calls"}],
                 "usage": {"prompt_tokens": 3, "completion_tokens": 2}}""");

        Chunks.ofCompletion(completion).forEach(whole::add);

        assertThat(whole.completion()).isEqualTo(completion);
    }
}
