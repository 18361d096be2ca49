package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.bactrian.provider.Provider.Structured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat requests in OpenAI's form, as Gemini is sent them. */
final class GeminiRequestTest {
    private static final String STRUCTURED =
            """
            {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}],
             "response_format": {"type": "json_schema", "json_schema": {"name": "t", "strict": true, "schema":
              {"type": "object", "additionalProperties": false, "properties": {"a": {"type": "string"}}}}}}""";

    private static JsonNode encode(String chat) throws IOException {
        return encode(chat, Structured.NATIVE);
    }

    private static JsonNode encode(String chat, Structured structured) throws IOException {
        ObjectNode request = (ObjectNode) Json.read(chat);
        JsonNode sent = Json.read(GeminiRequest.of(request, structured).toString());
        assertThat(request).as("the request itself").isEqualTo(Json.read(chat));
        return sent;
    }

    private static JsonNode contents(String messages) throws IOException {
        return encode("{\"messages\": " + messages + "}").path("contents");
    }

    @Test
    void a_plain_request_is_sent_with_its_settings() throws Exception {
        assertThat(
                        encode(
                                """
                                {"model": "small", "stream": true, "max_tokens": 50, "temperature": 0.2,
                                 "top_p": 0.9, "stop": "END", "user": "u1", "seed": 7, "messages": [
                                  {"role": "system", "content": "Be brief."},
                                  {"role": "developer", "content": [{"type": "text", "text": "Be kind."}]},
                                  {"role": "user", "content": "Hi"},
                                  {"role": "assistant", "content": "Hello"},
                                  {"role": "user", "content": "How are you?"}]}"""))
                .isEqualTo(
                        Json.read(
                                """
                                {"systemInstruction": {"parts": [{"text": "Be brief."}, {"text": "Be kind."}]},
                                 "contents": [{"role": "user", "parts": [{"text": "Hi"}]},
                                              {"role": "model", "parts": [{"text": "Hello"}]},
                                              {"role": "user", "parts": [{"text": "How are you?"}]}],
                                 "generationConfig": {"maxOutputTokens": 50, "temperature": 0.2, "topP": 0.9,
                                                      "stopSequences": ["END"], "seed": 7}}"""));
    }

    @Test
    void what_a_request_does_not_say_is_not_sent() throws Exception {
        assertThat(encode("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"temperature\": null}"))
                .isEqualTo(Json.read("{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"Hi\"}]}]}"));
    }

    @Test
    void the_bound_on_the_answer_may_have_its_newer_name_and_stops_may_be_several() throws Exception {
        assertThat(encode("{\"max_completion_tokens\": 9, \"stop\": [\"a\", \"b\"]}")
                        .path("generationConfig"))
                .isEqualTo(Json.read("{\"maxOutputTokens\": 9, \"stopSequences\": [\"a\", \"b\"]}"));
    }

    @Test
    void images_are_sent_inline_or_by_their_address() throws Exception {
        assertThat(
                        contents(
                                """
                                [{"role": "user", "content": [{"type": "text", "text": "What is it?"},
                                 {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0="}},
                                 {"type": "image_url", "image_url": {"url": "https://example.com/a,b.jpg"}}]}]"""))
                .isEqualTo(
                        Json.read(
                                """
                                [{"role": "user", "parts": [{"text": "What is it?"},
                                 {"inlineData": {"mimeType": "image/png", "data": "iVBORw0="}},
                                 {"fileData": {"fileUri": "https://example.com/a,b.jpg"}}]}]"""));
    }

    @Test
    void calls_and_their_results_are_sent_as_turns() throws Exception {
        assertThat(
                        contents(
                                """
                                [{"role": "user", "content": "Look it up"},
                                 {"role": "assistant", "content": null, "tool_calls": [
                                  {"id": "a", "type": "function",
                                   "function": {"name": "search", "arguments": "{\\"q\\": \\"camel\\"}"}},
                                  {"id": "b", "type": "function", "function": {"name": "now", "arguments": ""}}]},
                                 {"role": "tool", "tool_call_id": "b", "content": "noon"},
                                 {"role": "tool", "tool_call_id": "a", "content":
                                  [{"type": "text", "text": "two "}, {"type": "text", "text": "humps"}]},
                                 {"role": "user", "content": "Thanks"},
                                 {"role": "tool", "tool_call_id": "a", "content": "late"}]"""))
                .isEqualTo(
                        Json.read(
                                """
                                [{"role": "user", "parts": [{"text": "Look it up"}]},
                                 {"role": "model", "parts": [
                                  {"functionCall": {"name": "search", "args": {"q": "camel"}}},
                                  {"functionCall": {"name": "now", "args": {}}}]},
                                 {"role": "user", "parts": [
                                  {"functionResponse": {"name": "now", "response": {"result": "noon"}}},
                                  {"functionResponse": {"name": "search", "response": {"result": "two humps"}}}]},
                                 {"role": "user", "parts": [{"text": "Thanks"}]},
                                 {"role": "user", "parts": [
                                  {"functionResponse": {"name": "search", "response": {"result": "late"}}}]}]"""));
    }

    @Test
    void arguments_that_are_no_object_are_sent_as_the_words_they_are() throws Exception {
        for (String arguments : new String[] {"{broken", "[1]"}) {
            assertThat(contents("[{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"a\", \"function\":"
                                    + " {\"name\": \"f\", \"arguments\": \"" + arguments + "\"}}]}]")
                            .at("/0/parts/0/functionCall/args"))
                    .isEqualTo(Json.object().put("arguments", arguments));
        }
    }

    @Test
    void a_message_without_anything_in_it_is_no_turn() throws Exception {
        assertThat(contents(
                        "[{\"role\": \"assistant\", \"content\": \"\"}, {\"role\": \"user\", \"content\": \"Hi\"}]"))
                .hasSize(1);
    }

    @Test
    void functions_are_declared() throws Exception {
        assertThat(encode(
                                """
                                        {"tools": [{"type": "function", "function": {"name": "search", "strict": true,
                                          "description": "Looks up", "parameters": {"type": "object",
                                          "properties": {"q": {"type": ["string", "null"]}}, "required": ["q"],
                                          "additionalProperties": false}}},
                                         {"type": "function", "function": {"name": "now",
                                          "parameters": {"type": "object", "properties": {}}}}]}""")
                        .path("tools"))
                .isEqualTo(
                        Json.read(
                                """
                                [{"functionDeclarations": [{"name": "search", "description": "Looks up",
                                  "parameters": {"type": "object", "required": ["q"],
                                   "properties": {"q": {"type": "string", "nullable": true}}}},
                                 {"name": "now"}]}]"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"auto\" | {\"mode\": \"AUTO\"}",
                "\"none\" | {\"mode\": \"NONE\"}",
                "\"required\" | {\"mode\": \"ANY\"}",
                "{\"type\": \"function\", \"function\": {\"name\": \"f\"}} | {\"mode\": \"ANY\","
                        + " \"allowedFunctionNames\": [\"f\"]}"
            })
    void which_function_is_to_be_called_is_said(String choice, String config) throws Exception {
        assertThat(encode("{\"tool_choice\": " + choice + "}").at("/toolConfig/functionCallingConfig"))
                .isEqualTo(Json.read(config));
    }

    @Test
    void a_schema_goes_by_the_means_that_are_wanted() throws Exception {
        JsonNode own = encode(STRUCTURED, Structured.NATIVE);
        JsonNode anyJson = encode(STRUCTURED, Structured.JSON_OBJECT);
        JsonNode words = encode(STRUCTURED, Structured.INSTRUCTIONS);

        assertThat(own.path("generationConfig"))
                .isEqualTo(Json.read("{\"responseMimeType\": \"application/json\", \"responseSchema\": {\"type\":"
                        + " \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}}"));
        assertThat(own.at("/systemInstruction/parts")).hasSize(1);
        assertThat(anyJson.path("generationConfig"))
                .isEqualTo(Json.read("{\"responseMimeType\": \"application/json\"}"));
        assertThat(words.has("generationConfig")).isFalse();
        for (JsonNode sent : new JsonNode[] {anyJson, words}) {
            assertThat(sent.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief.");
            assertThat(sent.at("/systemInstruction/parts/1/text").asText())
                    .contains("JSON Schema")
                    .contains("\"additionalProperties\":false");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"object\"}",
                "{\"type\": \"object\", \"properties\": {\"a\": {}}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"object\"}}}",
                "{\"type\": \"array\"}",
                "{\"type\": \"array\", \"items\": {\"enum\": [{}]}}",
                "{\"type\": [\"string\", \"array\"]}",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#\"}}}"
            })
    void a_schema_that_gemini_would_refuse_goes_into_the_instructions(String schema) throws Exception {
        JsonNode sent =
                encode("{\"messages\": [], \"response_format\": {\"json_schema\": {\"schema\": " + schema + "}}}");

        assertThat(sent.path("generationConfig")).isEqualTo(Json.read("{\"responseMimeType\": \"application/json\"}"));
        assertThat(sent.at("/systemInstruction/parts/0/text").asText())
                .endsWith(Json.read(schema).toString());
    }

    @Test
    void any_json_can_be_asked_for() throws Exception {
        assertThat(encode("{\"response_format\": {\"type\": \"json_object\"}}").path("generationConfig"))
                .isEqualTo(Json.read("{\"responseMimeType\": \"application/json\"}"));
        assertThat(encode("{\"response_format\": {\"type\": \"text\"}}").has("generationConfig"))
                .isFalse();
    }
}
