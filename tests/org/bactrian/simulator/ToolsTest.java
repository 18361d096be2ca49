package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of functions, in the three dialects. */
final class ToolsTest {
    private static final String PARAMETERS =
            """
            {"type": "object", "required": ["city"], "properties": {"city": {"enum": ["Oslo"]}, "days": {"const": 3}}}
            """;
    private static final String ARGUMENTS = "{\"city\":\"Oslo\",\"days\":3}";

    @RegisterExtension
    final Sim sim = new Sim();

    @Test
    void openai_calls_the_first_function() throws Exception {
        JsonNode choice = openAi(openAiTools(Ask.model("sim-x"))).at("/choices/0");

        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/tool_calls/0/type").asText()).isEqualTo("function");
        assertThat(choice.at("/message/tool_calls/0/id").asText()).startsWith("call_");
        assertThat(choice.at("/message/tool_calls/0/function/name").asText()).isEqualTo("weather");
        assertThat(choice.at("/message/tool_calls/0/function/arguments").asText())
                .isEqualTo(ARGUMENTS);
    }

    @Test
    void openai_calls_the_function_it_is_told_to() throws Exception {
        ObjectNode body = openAiTools(Ask.model("sim-x"));
        body.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", "time");

        JsonNode call = openAi(body).at("/choices/0/message/tool_calls/0/function");

        assertThat(call.path("name").asText()).isEqualTo("time");
        assertThat(call.path("arguments").asText()).isEqualTo("{}");
    }

    @Test
    void openai_speaks_when_tools_are_off_or_have_answered() throws Exception {
        ObjectNode off = openAiTools(Ask.model("sim-x")).put("tool_choice", "none");
        ObjectNode answered = openAiTools(Ask.model("sim-x"));
        answered.withArray("messages").addObject().put("role", "tool").put("content", "rain");

        assertThat(Tongue.OPENAI.textOf(openAi(off))).contains("parcel");
        assertThat(Tongue.OPENAI.textOf(openAi(answered))).contains("parcel");
    }

    @Test
    void openai_refuses_a_choice_that_is_no_tool() throws Exception {
        ObjectNode body = openAiTools(Ask.model("sim-x"));
        body.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", "gone");

        assertThat(openAi(body).at("/error/message").asText()).contains("gone");
    }

    @Test
    void openai_streams_arguments_in_fragments() throws Exception {
        ObjectNode body = openAiTools(Ask.model("sim-x").streamed());

        List<Sse> events =
                Sse.parse(sim.send(sim.post("/v1/chat/completions", body)).body());
        List<JsonNode> calls = events.stream()
                .filter(Sse::isJson)
                .map(event -> event.json().at("/choices/0/delta/tool_calls/0"))
                .filter(JsonNode::isObject)
                .toList();

        assertThat(calls).hasSizeGreaterThan(5).allMatch(call -> call.path("index")
                .isInt());
        assertThat(calls.get(0).at("/function/name").asText()).isEqualTo("weather");
        assertThat(calls.stream()
                        .map(call -> call.at("/function/arguments").asText())
                        .collect(Collectors.joining()))
                .isEqualTo(ARGUMENTS);
    }

    @Test
    void anthropic_calls_a_tool_and_then_speaks() throws Exception {
        Ask ask = Ask.model("sim-x");
        ObjectNode body = Tongue.ANTHROPIC.body(ask);
        body.putArray("tools").addObject().put("name", "weather").set("input_schema", parameters());

        JsonNode call = anthropic(body);
        ObjectNode result = body.withArray("messages").addObject().put("role", "user");
        result.putArray("content").addObject().put("type", "tool_result").put("content", "rain");

        assertThat(call.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(call.at("/content/0/type").asText()).isEqualTo("tool_use");
        assertThat(call.at("/content/0/id").asText()).startsWith("toolu_");
        assertThat(call.at("/content/0/input").toString()).isEqualTo(ARGUMENTS);
        assertThat(Tongue.ANTHROPIC.textOf(anthropic(body))).contains("parcel");
    }

    @Test
    void gemini_calls_a_function_in_one_part() throws Exception {
        Ask ask = Ask.model("sim-x");

        JsonNode whole = Sim.json(sim.send(sim.post(Tongue.GEMINI.path(ask), geminiTools(ask, "AUTO"))));
        String stream = sim.send(sim.post(Tongue.GEMINI.path(ask.streamed()), geminiTools(ask, "ANY")))
                .body();

        assertThat(whole.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        JsonNode call = whole.at("/candidates/0/content/parts/0/functionCall");
        assertThat(call.toString()).isEqualTo("{\"name\":\"weather\",\"args\":" + ARGUMENTS + "}");
        assertThat(Sse.parse(stream)).hasSize(2);
        assertThat(stream).contains(call.toString());
    }

    @Test
    void gemini_speaks_when_tools_are_off_or_have_answered() throws Exception {
        Ask ask = Ask.model("sim-x");
        ObjectNode answered = geminiTools(ask, "AUTO");
        ObjectNode result = answered.withArray("contents").addObject().put("role", "user");
        result.putArray("parts").addObject().putObject("functionResponse").put("name", "weather");

        assertThat(sim.send(sim.post(Tongue.GEMINI.path(ask), geminiTools(ask, "NONE")))
                        .body())
                .contains("parcel");
        assertThat(sim.send(sim.post(Tongue.GEMINI.path(ask), answered)).body()).contains("parcel");
    }

    private static ObjectNode openAiTools(Ask ask) throws Exception {
        ObjectNode body = Tongue.OPENAI.body(ask);
        ObjectNode weather = body.putArray("tools").addObject().put("type", "function");
        weather.putObject("function").put("name", "weather").set("parameters", parameters());
        body.withArray("tools").addObject().putObject("function").put("name", "time");
        return body;
    }

    private static ObjectNode geminiTools(Ask ask, String mode) throws Exception {
        ObjectNode body = Tongue.GEMINI.body(ask);
        ObjectNode weather = body.putArray("tools")
                .addObject()
                .putArray("functionDeclarations")
                .addObject();
        weather.put("name", "weather").set("parameters", parameters());
        body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", mode);
        return body;
    }

    private JsonNode openAi(ObjectNode body) throws Exception {
        return Sim.json(sim.send(sim.post("/v1/chat/completions", body)));
    }

    private JsonNode anthropic(ObjectNode body) throws Exception {
        return Sim.json(sim.send(sim.post("/anthropic/v1/messages", body).header("anthropic-version", "2023-06-01")));
    }

    private static JsonNode parameters() throws Exception {
        return Sim.MAPPER.readTree(PARAMETERS);
    }
}
