package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an OpenAI client gets from /v1/embeddings, with the model that is built in. */
final class EmbedApiTest {
    private static final int DIMENSIONS = 384;

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .property("llm.max-body", "100KB")
                .feature("echo", "good")
                .start("features", "openai", "embeddings");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static Reply post(String json, String... headers) {
        return app.post("/v1/embeddings", "application/json", json.getBytes(UTF_8), headers);
    }

    private static Reply embed(String rest, String... headers) {
        return post("{\"model\": \"all-minilm-l6-v2\", " + rest + "}", headers);
    }

    @Test
    void a_text_becomes_one_vector_of_length_one_that_costs_nothing() {
        Reply reply = embed("\"input\": \"My parcel is lost.\"");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("object").asText()).isEqualTo("list");
        assertThat(reply.json().path("model").asText()).isEqualTo("all-minilm-l6-v2");
        assertThat(reply.json().at("/data/0/object").asText()).isEqualTo("embedding");
        JsonNode vector = reply.json().at("/data/0/embedding");
        assertThat(vector).hasSize(DIMENSIONS);
        assertThat(dot(vector, vector)).isCloseTo(1, offset(1e-4));
        assertThat(reply.json().at("/usage/prompt_tokens").asInt()).isPositive();
        assertThat(reply.header("Llm-Cost-Usd")).isEqualTo("0");
        assertThat(reply.header("Llm-Model")).isEqualTo("all-minilm-l6-v2");
        assertThat(reply.header("Llm-Inference-Id")).hasSize(36);
        assertThat(reply.header("Llm-Prompt")).isEmpty();
    }

    @Test
    void a_list_becomes_a_list_in_its_order_and_texts_of_one_meaning_are_near() {
        JsonNode data = embed("\"input\": [\"The cat sleeps.\", \"Stocks fell today.\", \"A cat is asleep.\"]")
                .json()
                .path("data");

        assertThat(data).hasSize(3);
        assertThat(data.path(2).path("index").asInt()).isEqualTo(2);
        double near = dot(data.path(0).path("embedding"), data.path(2).path("embedding"));
        double far = dot(data.path(0).path("embedding"), data.path(1).path("embedding"));
        assertThat(near).isGreaterThan(0.7).isGreaterThan(far + 0.3);
    }

    @Test
    void base64_holds_the_same_numbers() {
        JsonNode numbers = embed("\"input\": \"packed\"").json().at("/data/0/embedding");
        String packed = embed("\"input\": \"packed\", \"encoding_format\": \"base64\"")
                .json()
                .at("/data/0/embedding")
                .asText();

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(packed)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(DIMENSIONS * Float.BYTES);
        assertThat(bytes.getFloat(8)).isEqualTo(numbers.path(2).floatValue());
    }

    @Test
    void what_was_asked_before_is_kept_for_its_tenant_unless_the_caller_forbids_it() {
        String text = "\"input\": [\"kept once\", \"kept once\"]";

        assertThat(embed(text).header("Llm-Cache")).isEqualTo("miss");
        Reply again = embed(text);
        assertThat(again.header("Llm-Cache")).isEqualTo("hit");
        assertThat(again.header("Llm-Attempts")).isEqualTo("0");
        assertThat(again.json().path("data")).hasSize(2);
        assertThat(embed(text, "Llm-Tenant", "other").header("Llm-Cache")).isEqualTo("miss");
        assertThat(embed(text, "Cache-Control", "no-cache").header("Llm-Cache")).isEqualTo("bypass");
    }

    @Test
    void what_may_not_be_stored_is_not_kept() {
        embed("\"input\": \"never keep me\"", "Cache-Control", "no-store");

        assertThat(embed("\"input\": \"never keep me\"").header("Llm-Cache")).isEqualTo("miss");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"input\": \"\" | 400 | invalid_input | input",
                "\"input\": [] | 400 | invalid_input | input",
                "\"input\": [\"a\", \" \"] | 400 | invalid_input | input",
                "\"input\": [1, 2] | 400 | invalid_input | input",
                "\"input\": [[1, 2]] | 400 | invalid_input | input",
                "\"input\": {\"a\": 1} | 400 | invalid_input | input",
                "\"input\": null | 400 | invalid_input | input",
                "\"inputs\": \"a\" | 400 | invalid_input | input",
                "\"input\": \"a\", \"dimensions\": 0 | 400 | invalid_input | dimensions",
                "\"input\": \"a\", \"dimensions\": \"many\" | 400 | invalid_input | dimensions",
                "\"input\": \"a\", \"dimensions\": 12 | 400 | invalid_input | dimensions",
                "\"input\": \"a\", \"encoding_format\": \"hex\" | 400 | invalid_input | encoding_format",
                "\"input\": \"a\", \"model\": \"nope\" | 404 | unknown_model | model",
                "\"input\": \"a\", \"model\": \"good\" | 400 | invalid_input | model",
                "\"input\": \"a\", \"model\": \"echo\" | 404 | unknown_model | model",
                "\"input\": \"a\", \"model\": \"\" | 400 | invalid_input | model"
            })
    void what_cannot_be_embedded_is_refused_by_name(String body, int status, String code, String param) {
        String model = body.contains("\"model\"") ? "" : "\"model\": \"all-minilm-l6-v2\", ";

        Reply reply = post("{" + model + body + "}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().at("/error/param").asText()).isEqualTo(param);
        assertThat(reply.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void too_much_is_refused_by_size_number_and_length() {
        String tooLong = embed("\"input\": \"" + "word ".repeat(9_000) + "\"").code();
        Reply tooMany = embed("\"input\": [" + "\"a\",".repeat(2_048) + "\"a\"]");
        Reply tooLarge = embed("\"input\": \"" + "x".repeat(200_000) + "\"");

        assertThat(tooLong).isEqualTo("context_length_exceeded");
        assertThat(tooMany.status()).isEqualTo(413);
        assertThat(tooMany.code()).isEqualTo("input_too_large");
        assertThat(tooLarge.status()).isEqualTo(413);
    }

    @Test
    void a_broken_body_is_refused_in_our_shape() {
        assertThat(post("{\"model\": ").code()).isEqualTo("invalid_input");
        assertThat(post("").code()).isEqualTo("invalid_input");
        assertThat(app.post("/v1/embeddings", "", "a=b".getBytes(UTF_8)).status())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void the_model_is_listed_behind_the_features() {
        JsonNode models = app.get("/v1/models").json().path("data");

        assertThat(models.findValuesAsText("id")).containsExactly("echo", "all-minilm-l6-v2");
    }

    static double dot(JsonNode one, JsonNode other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            sum += one.path(i).asDouble() * other.path(i).asDouble();
        }
        return sum;
    }
}
