package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bactrian.prompt.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The simulator as Anthropic. */
final class AnthropicTest {
    @RegisterExtension
    final Sim sim = new Sim();

    @Test
    void answers_as_anthropic_does() throws Exception {
        JsonNode answer = sim.json(Tongue.ANTHROPIC, Ask.model("sim-x?cached=4&reasoning=7"));

        assertThat(answer.path("id").asText()).startsWith("msg_");
        assertThat(answer.path("type").asText()).isEqualTo("message");
        assertThat(answer.path("role").asText()).isEqualTo("assistant");
        assertThat(answer.path("model").asText()).startsWith("sim-x");
        assertThat(answer.at("/content/0/type").asText()).isEqualTo("text");
        assertThat(answer.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(answer.path("stop_sequence").isNull()).isTrue();
        assertThat(answer.at("/usage/input_tokens").asInt()).isEqualTo(Tokens.count(Sim.TICKET) + 6 - 4);
        assertThat(answer.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(4);
        assertThat(answer.at("/usage/cache_creation_input_tokens").asInt()).isZero();
        assertThat(answer.at("/usage/output_tokens").asInt())
                .isEqualTo(Tokens.count(Tongue.ANTHROPIC.textOf(answer)) + 7);
    }

    @Test
    void a_stream_is_named_events_around_a_block() throws Exception {
        List<Sse> events = sim.events(Tongue.ANTHROPIC, Ask.model("sim-x?chunks=2&cached=4"));

        assertThat(events)
                .extracting(Sse::name)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events).allMatch(event -> event.json().path("type").asText().equals(event.name()));
        assertThat(events.get(0)
                        .json()
                        .at("/message/usage/cache_read_input_tokens")
                        .asInt())
                .isEqualTo(4);
        assertThat(events.get(3).json().path("delta").toString())
                .isEqualTo("{\"type\":\"text_delta\",\"text\":\"w0\"}");
        assertThat(events.get(6).json().at("/delta/stop_reason").asText()).isEqualTo("end_turn");
        assertThat(events.get(6).json().at("/usage/output_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void a_structured_answer_is_streamed_as_fragments_of_the_input_of_a_tool() throws Exception {
        List<Sse> events = sim.events(Tongue.ANTHROPIC, Ask.model("sim-x").structured());

        assertThat(events.get(1).json().at("/content_block/name").asText()).isEqualTo("triage");
        assertThat(events.get(3).json().at("/delta/type").asText()).isEqualTo("input_json_delta");
        assertThat(Sim.MAPPER
                        .readTree(Tongue.ANTHROPIC.textOf(events))
                        .path("team")
                        .asText())
                .isEqualTo("shipping");
    }

    @Test
    void blocks_of_every_kind_and_a_system_prompt_are_accepted() throws Exception {
        ObjectNode body = Tongue.ANTHROPIC.body(Ask.model("sim-x"));
        body.putArray("system").addObject().put("type", "text").put("text", "Summarise the text.");
        ObjectNode message = (ObjectNode) body.at("/messages/0");
        message.putArray("content").addObject().put("type", "image").putObject("source");
        message.withArray("content").addObject().put("type", "text").put("text", Sim.TICKET);

        JsonNode answer =
                Sim.json(sim.send(sim.post("/anthropic/v1/messages", body).header("anthropic-version", "2023-06-01")));

        assertThat(Tongue.ANTHROPIC.textOf(answer)).startsWith("Good morning.");
    }

    @Test
    void an_answer_can_end_for_every_reason_anthropic_gives() throws Exception {
        for (Ask ask : List.of(Ask.fault("refusal"), Ask.fault("content-filter"))) {
            assertThat(stopReason(ask)).isEqualTo("refusal");
        }
        assertThat(stopReason(Ask.fault("length"))).isEqualTo("max_tokens");
        assertThat(stopReason(Ask.model("sim-x").structured())).isEqualTo("tool_use");
        assertThat(sim.events(Tongue.ANTHROPIC, Ask.fault("no-choices")))
                .extracting(Sse::name)
                .containsExactly("message_start", "ping", "message_delta", "message_stop");
    }

    private String stopReason(Ask ask) throws Exception {
        List<Sse> events = sim.events(Tongue.ANTHROPIC, ask);
        String streamed =
                events.get(events.size() - 2).json().at("/delta/stop_reason").asText();
        assertThat(sim.json(Tongue.ANTHROPIC, ask).path("stop_reason").asText()).isEqualTo(streamed);
        return streamed;
    }

    @Test
    void errors_have_anthropics_types() throws Exception {
        assertThat(errorType("400")).isEqualTo("invalid_request_error");
        assertThat(errorType("401")).isEqualTo("authentication_error");
        assertThat(errorType("403")).isEqualTo("permission_error");
        assertThat(errorType("404")).isEqualTo("not_found_error");
        assertThat(errorType("413")).isEqualTo("request_too_large");
        assertThat(errorType("429")).isEqualTo("rate_limit_error");
        assertThat(errorType("500")).isEqualTo("api_error");
        assertThat(errorType("529")).isEqualTo("overloaded_error");
    }

    private String errorType(String status) throws Exception {
        JsonNode error = sim.json(Tongue.ANTHROPIC, Ask.fault(status).streamed());
        assertThat(error.path("type").asText()).isEqualTo("error");
        return error.at("/error/type").asText();
    }

    @Test
    void a_request_that_anthropic_would_not_understand_is_refused() throws Exception {
        ObjectNode body = Tongue.ANTHROPIC.body(Ask.model("sim-x"));

        assertThat(sim.send(sim.post("/anthropic/v1/messages", body)).body()).contains("anthropic-version");
        assertThat(rejection(body.deepCopy().without("max_tokens"))).contains("max_tokens");
        assertThat(rejection(body.deepCopy().put("model", "claude"))).contains("claude");
        assertThat(rejection(body.deepCopy().put("messages", ""))).contains("messages");
        ((ObjectNode) body.at("/messages/0")).put("role", "system");
        assertThat(rejection(body)).contains("Unexpected role");
    }

    private String rejection(JsonNode body) throws Exception {
        return Sim.json(sim.send(sim.post("/anthropic/v1/messages", body).header("anthropic-version", "2023-06-01")))
                .at("/error/message")
                .asText();
    }
}
