package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole completion told as if it had been streamed. */
final class ChunksTest {
    private static ObjectNode completion() throws IOException {
        return (ObjectNode)
                Json.read(
                        """
                        {"choices": [{"finish_reason": "tool_calls", "message": {"content": null, "tool_calls": [
                          {"id": "a", "type": "function", "function": {"name": "one", "arguments": "{}"}},
                          {"id": "b", "type": "function", "function": {"name": "two", "arguments": "{}"}}]}}],
                         "usage": {"prompt_tokens": 1, "completion_tokens": 2}}""");
    }

    @Test
    void tool_calls_are_numbered_as_a_stream_numbers_them() throws IOException {
        ObjectNode completion = completion();

        ObjectNode delta = Chunks.deltaOf(completion);

        assertThat(delta.findValues("index")).extracting(JsonNode::asInt).containsExactly(0, 1);
        assertThat(completion).isEqualTo(completion());
    }

    @Test
    void put_together_again_it_is_what_it_was() throws IOException {
        Assembly assembly = new Assembly();
        List<ObjectNode> chunks = Chunks.ofCompletion(completion());

        chunks.forEach(assembly::add);

        assertThat(assembly.completion().at("/choices/0/message/tool_calls"))
                .isEqualTo(completion().at("/choices/0/message/tool_calls"));
        assertThat(assembly.completion().path("usage")).isEqualTo(completion().path("usage"));
    }
}
