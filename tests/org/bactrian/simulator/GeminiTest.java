package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.bactrian.prompt.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The simulator as Gemini. */
final class GeminiTest {
    @RegisterExtension
    final Sim sim = new Sim();

    @Test
    void answers_as_gemini_does() throws Exception {
        JsonNode answer = sim.json(Tongue.GEMINI, Ask.model("sim-x?cached=4&reasoning=7"));

        JsonNode usage = answer.path("usageMetadata");
        int input = Tokens.count(Sim.TICKET) + 6;
        int output = Tokens.count(Tongue.GEMINI.textOf(answer));
        assertThat(answer.at("/candidates/0/content/role").asText()).isEqualTo("model");
        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(answer.at("/candidates/0/index").isInt()).isTrue();
        assertThat(answer.path("modelVersion").asText()).isEqualTo("sim-x?cached=4&reasoning=7");
        assertThat(answer.path("responseId").asText()).isNotEmpty();
        assertThat(usage.path("promptTokenCount").asInt()).isEqualTo(input);
        assertThat(usage.path("cachedContentTokenCount").asInt()).isEqualTo(4);
        assertThat(usage.path("candidatesTokenCount").asInt()).isEqualTo(output);
        assertThat(usage.path("thoughtsTokenCount").asInt()).isEqualTo(7);
        assertThat(usage.path("totalTokenCount").asInt()).isEqualTo(input + output + 7);
    }

    @Test
    void a_stream_is_parts_of_which_the_last_tells_the_end() throws Exception {
        List<Sse> events = sim.events(Tongue.GEMINI, Ask.model("sim-x?chunks=2"));

        assertThat(events).hasSize(3);
        assertThat(Tongue.GEMINI.pieceOf(events.get(1))).isEqualTo(" w1");
        assertThat(events.get(1).json().has("usageMetadata")).isFalse();
        assertThat(events.get(1).json().at("/candidates/0").has("finishReason")).isFalse();
        assertThat(events.get(2).json().at("/candidates/0/finishReason").asText())
                .isEqualTo("STOP");
        assertThat(events.get(2)
                        .json()
                        .at("/usageMetadata/candidatesTokenCount")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void an_answer_can_end_for_every_reason_gemini_gives() throws Exception {
        assertThat(end(Ask.fault("length")).at("/candidates/0/finishReason").asText())
                .isEqualTo("MAX_TOKENS");
        assertThat(end(Ask.fault("refusal")).path("candidates").toString())
                .isEqualTo("[{\"finishReason\":\"SAFETY\",\"index\":0}]");
        assertThat(end(Ask.fault("content-filter")).path("promptFeedback").toString())
                .isEqualTo("{\"blockReason\":\"SAFETY\"}");
        assertThat(end(Ask.fault("content-filter")).has("candidates")).isFalse();
        assertThat(end(Ask.fault("no-choices")).has("candidates")).isFalse();
    }

    private JsonNode end(Ask ask) throws Exception {
        List<Sse> events = sim.events(Tongue.GEMINI, ask);
        JsonNode streamed = events.get(events.size() - 1).json();
        JsonNode whole = sim.json(Tongue.GEMINI, ask);
        assertThat(whole.path("usageMetadata")).isEqualTo(streamed.path("usageMetadata"));
        return whole;
    }

    @Test
    void errors_have_geminis_codes() throws Exception {
        assertThat(error("429")).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error("400")).isEqualTo("INVALID_ARGUMENT");
        assertThat(error("401")).isEqualTo("UNAUTHENTICATED");
        assertThat(error("403")).isEqualTo("PERMISSION_DENIED");
        assertThat(error("404")).isEqualTo("NOT_FOUND");
        assertThat(error("500")).isEqualTo("INTERNAL");
        assertThat(error("503")).isEqualTo("UNAVAILABLE");
    }

    private String error(String status) throws Exception {
        HttpResponse<String> response =
                sim.answer(Tongue.GEMINI, Ask.fault(status).streamed());
        assertThat(response.statusCode()).isEqualTo(Integer.parseInt(status));
        assertThat(Sim.json(response).at("/error/code").asText()).isEqualTo(status);
        return Sim.json(response).at("/error/status").asText();
    }

    @Test
    void types_of_a_schema_may_be_in_capitals() throws Exception {
        JsonNode document = Sim.MAPPER.readTree(
                Tongue.GEMINI.textOf(
                        sendSchema(
                                """
                {"type": "OBJECT", "properties": {"type": {"type": "STRING"}, "additionalProperties": {"type": "INTEGER"},
                 "list": {"type": "ARRAY", "items": {"anyOf": [{"type": "BOOLEAN"}]}}}}
                """)));

        assertThat(document.path("type").isTextual()).isTrue();
        assertThat(document.path("additionalProperties").isInt()).isTrue();
        assertThat(document.at("/list/0").isBoolean()).isTrue();
    }

    @Test
    void keywords_that_gemini_does_not_know_are_refused_at_any_depth() throws Exception {
        String error = sendSchema(
                        "{\"type\": \"array\", \"items\": {\"type\": \"object\", \"additionalProperties\": false}}")
                .toString();

        assertThat(error).contains("INVALID_ARGUMENT", "additionalProperties", "Cannot find field");
        assertThat(sendSchema("{\"$schema\": \"x\", \"type\": \"object\"}").toString())
                .contains("$schema");
    }

    @Test
    void the_json_schema_field_takes_them() throws Exception {
        Ask ask = Ask.model("sim-x");
        ObjectNode body = Tongue.GEMINI.body(ask);
        body.withObject("/generationConfig")
                .put("responseMimeType", "application/json")
                .set("responseJsonSchema", Sim.MAPPER.readTree("{\"type\":\"object\",\"additionalProperties\":false}"));

        assertThat(Tongue.GEMINI.textOf(Sim.json(sim.send(sim.post(Tongue.GEMINI.path(ask), body)))))
                .isEqualTo("{}");
    }

    @Test
    void a_request_that_gemini_would_not_understand_is_refused() throws Exception {
        ObjectNode body = Tongue.GEMINI.body(Ask.model("sim-x"));
        String models = "/gemini/v1beta/models/";

        assertThat(sim.send(sim.post(models + "gemini-pro:generateContent", body))
                        .statusCode())
                .isEqualTo(404);
        assertThat(sim.send(sim.post(models + "sim-x:embedContent", body)).statusCode())
                .isEqualTo(404);
        assertThat(sim.send(sim.post(models + "sim-x:streamGenerateContent", body))
                        .body())
                .contains("alt=sse");
        body.remove("contents");
        assertThat(sim.send(sim.post(models + "sim-x:generateContent", body)).body())
                .contains("contents is not specified");
    }

    private JsonNode sendSchema(String schema) throws Exception {
        Ask ask = new Ask("sim-x", Sim.TICKET, false, Sim.MAPPER.readTree(schema), 1000);
        return sim.json(Tongue.GEMINI, ask);
    }
}
