package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another provider is another line of models.yaml: the feature that asks for structured output stays as it is. */
final class SwitchProviderTest {
    private static final String NOTE = "{\"urgency\": \"low\", \"note\": \"later\"}";
    private static final String IN_WORDS = "satisfies this JSON Schema:";

    @TempDir
    Path path;

    private TestFolder folder;
    private TestApp app;

    @BeforeEach
    void start() {
        folder = new TestFolder(path).model("model", "sim-first").feature("sort", "model", "output: note");
        app = folder.start("features");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    /** Rewrites models.yaml alone. */
    private void moveTo(String settings, String remote) {
        folder.provider("other", settings).modelOf("other", "model", remote).complete();
        assertThat(app.app().installation().refresh()).isTrue();
    }

    private static void isNote(JsonNode answer) {
        assertThat(answer.path("urgency").asText()).isIn("low", "high");
        assertThat(answer.path("note").asText()).isNotEmpty();
        assertThat(answer).hasSize(2);
    }

    private void answersValidly() throws IOException {
        Reply whole = app.ask("sort", "My parcel is lost.");
        Streamed stream = Streamed.feature(app, "sort", "My parcel is lost.");

        assertThat(whole.status()).as(whole.body()).isEqualTo(200);
        isNote(whole.json());
        isNote(TestApp.JSON.readTree(stream.text()));
        assertThat(stream.done()).isTrue();
        assertThat(whole.header("Llm-Attempts")).isEqualTo("1");
        assertThat(stream.header("Llm-Attempts")).isEqualTo("1");
    }

    private int billed(String remote) {
        return app.get("/simulator/bill")
                .json()
                .path("models")
                .path(remote)
                .path("requests")
                .asInt();
    }

    @ParameterizedTest
    @CsvSource({"openai, v1", "anthropic, anthropic/v1", "gemini, gemini/v1beta"})
    void every_dialect_gives_what_the_schema_asks_for_whole_and_streamed(String dialect, String base)
            throws IOException {
        moveTo("dialect: " + dialect + ", baseUrl: \"" + app.url() + "/simulator/" + base + "\"", "sim-" + dialect);

        answersValidly();

        assertThat(billed("sim-" + dialect)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"instructions", "json-object"})
    void a_provider_that_knows_no_schemas_is_asked_in_words(String structured) throws IOException {
        try (RawProvider provider = new RawProvider(SwitchProviderTest::byWords)) {
            moveTo(provider.settings("options: {structured: " + structured + "}"), "raw");

            answersValidly();

            assertThat(provider.requests())
                    .hasSize(2)
                    .extracting(request ->
                            request.body().at("/response_format/type").asText(""))
                    .containsOnly(structured.equals("json-object") ? "json_object" : "");
        }
    }

    /** A model that gives JSON if its instructions hold the schema. */
    private static String byWords(JsonNode request) {
        String instructions = request.at("/messages/0/content").asText();
        boolean told = instructions.contains(IN_WORDS) && instructions.contains("\"urgency\"");
        return told ? NOTE : "I would say it is urgent.";
    }

    @Test
    void one_service_moves_through_all_of_them_without_a_restart() throws IOException {
        answersValidly();
        for (String base : new String[] {"anthropic/v1", "gemini/v1beta", "v1"}) {
            String dialect = base.equals("v1") ? "openai" : base.substring(0, base.indexOf('/'));
            moveTo("dialect: " + dialect + ", baseUrl: \"" + app.url() + "/simulator/" + base + "\"", "sim-" + base);

            answersValidly();
        }
    }
}
