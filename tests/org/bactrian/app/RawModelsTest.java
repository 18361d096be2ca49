package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models asked by name: what a caller sends reaches the model as it is, within limits like any feature's. */
final class RawModelsTest {
    private static final String TOOLS =
            """
            "tools": [{"type": "function", "function": {"name": "find_parcel", "description": "Finds a parcel.",
              "parameters": {"type": "object", "required": ["number"], "properties": {"number": {"type": "string"}}}}}]""";
    private static final String WITH_IMAGE =
            """
            {"model": "echo", "seed": 7, "user": "u", "messages": [{"role": "system", "content": "Be brief."},
              {"role": "user", "content": [{"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo=", "detail": "low"}}]}], %s}"""
                    .formatted(TOOLS);
    private static final List<byte[]> RECEIVED = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    private static TestApp app;
    private static HttpServer echo;

    @BeforeAll
    static void start() throws IOException {
        echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext("/", exchange -> {
            RECEIVED.add(exchange.getRequestBody().readAllBytes());
            byte[] answer =
                    "{\"id\": \"x\", \"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"content\": \"A cat.\"}}]}"
                            .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        echo.start();
        app = new TestFolder(folder)
                .property("llm.raw-models", "on")
                .provider(
                        "own",
                        "baseUrl: \"http://127.0.0.1:" + echo.getAddress().getPort() + "\"")
                .modelOf("own", "echo", "echo-1")
                .model("tools", "sim-tools")
                .model("words", "sim-words?chunks=12")
                .model("down", "sim-down?fault=503")
                .feature("words-feature", "words")
                .write(
                        "features/chat.yaml",
                        "budget: {monthly: 1}\nretry: {attempts: 1}\nlimits: {maxOutputTokens: 900}\n")
                .start("features", "openai");
    }

    @AfterAll
    static void stop() {
        app.close();
        echo.stop(0);
    }

    private static Reply chat(String body) {
        return app.post("/v1/chat/completions", "application/json", body.getBytes(UTF_8));
    }

    private static ObjectNode json(byte[] body) {
        try {
            return (ObjectNode) TestApp.JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tools_images_and_what_we_do_not_know_reach_the_model_untouched() {
        Reply reply = chat(WITH_IMAGE);

        ObjectNode sent = json(WITH_IMAGE.getBytes(UTF_8));
        ObjectNode received = json(RECEIVED.get(RECEIVED.size() - 1));
        assertThat(received.remove("model").asText()).isEqualTo("echo-1");
        assertThat(received.remove("max_tokens").asInt()).isEqualTo(900);
        sent.remove("model");
        assertThat(received).isEqualTo(sent);
        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("A cat.");
        assertThat(reply.json().path("model").asText()).isEqualTo("echo");
        assertThat(reply.header("Llm-Prompt")).isEqualTo("chat.v1");
    }

    @Test
    void a_tool_call_comes_back_as_the_model_made_it() {
        Reply reply = chat("{\"model\": \"tools\", \"messages\": [{\"role\": \"user\", \"content\": \"Find 77.\"}], "
                + TOOLS + "}");

        JsonNode choice = reply.json().at("/choices/0");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/tool_calls/0/function/name").asText()).isEqualTo("find_parcel");
        assertThat(reply.header("Llm-Model")).isEqualTo("tools");
    }

    @Test
    void a_tool_call_is_streamed_in_its_fragments() {
        Streamed stream = Streamed.chat(
                app,
                "{\"model\": \"tools\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"Find 77.\"}], "
                        + TOOLS + "}");

        List<JsonNode> calls = stream.events().stream()
                .map(event -> event.at("/choices/0/delta/tool_calls/0"))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(calls).hasSizeGreaterThan(1);
        assertThat(calls.get(0).at("/function/name").asText()).isEqualTo("find_parcel");
        assertThat(stream.last().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(stream.done()).isTrue();
    }

    @Test
    void a_model_is_streamed_by_name_and_a_feature_of_the_same_name_would_win() {
        String body =
                "{\"model\": \"words\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"Go.\"}]}";

        assertThat(Streamed.chat(app, body).text().strip()).startsWith("w0 w1").endsWith("w11");
        assertThat(app.get("/v1/models").body()).contains("\"words\"", "\"words-feature\"", "\"chat\"");
    }

    @Test
    void what_a_model_cannot_answer_is_an_error_in_our_shape() {
        String tail = "\"messages\": [{\"role\": \"user\", \"content\": \"Go.\"}]}";

        assertThat(chat("{\"model\": \"down\", " + tail).code()).isEqualTo("temporarily_unavailable");
        assertThat(chat("{\"model\": \"nobody\", " + tail).code()).isEqualTo("unknown_model");
        assertThat(chat("{\"model\": \"tools\", \"n\": 2, " + tail).status()).isEqualTo(400);
        assertThat(chat("{\"model\": \"tools\", \"messages\": []}").status()).isEqualTo(400);
    }
}
