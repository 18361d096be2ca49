package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while the service runs. */
class ReloadTest {
    @TempDir
    Path path;

    private TestFolder folder;
    private TestApp app;

    @BeforeEach
    void start() {
        folder = new TestFolder(path).feature("echo", "good").feature("note", "good", "output: note");
        app = folder.start("features");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private boolean reload() {
        return app.app().installation().refresh();
    }

    @Test
    void a_new_feature_and_its_new_model_serve_without_a_restart() {
        folder.model("other", "sim-other").feature("added", "other").complete("features");
        reload();

        assertThat(app.ask("added", "hello").header("Llm-Model")).isEqualTo("other");
    }

    @Test
    void a_bad_change_is_refused_and_the_old_files_stay_in_force() {
        folder.write("features/echo.yaml", "prompt: nope.v1\nmodels: [good]\n");

        assertThat(reload()).isFalse();
        assertThat(app.ask("echo", "hello").status()).isEqualTo(200);
    }

    @Test
    void a_changed_prompt_is_used_from_the_next_call_on() {
        String before = app.ask("echo", "hello").header("Llm-Input-Tokens");
        folder.write(
                "prompts/plain.v1.prompt",
                "{{role \"system\"}}\nMany more words than before.\n{{role \"user\"}}\n{{text}}\n");
        reload();

        assertThat(app.ask("echo", "hello").header("Llm-Input-Tokens")).isNotEqualTo(before);
    }

    @Test
    void a_changed_schema_is_what_answers_are_held_to() {
        assertThat(app.ask("note", "hello").body()).contains("urgency");
        folder.write(
                "schemas/note.schema.json",
                "{\"title\": \"T\", \"type\": \"object\", \"required\": [\"kind\"], \"additionalProperties\": false,"
                        + " \"properties\": {\"kind\": {\"enum\": [\"a\", \"b\"]}}}");
        reload();

        assertThat(app.ask("note", "hello").body()).contains("kind").doesNotContain("urgency");
    }

    @Test
    void a_removed_feature_is_unknown() throws IOException {
        Files.delete(path.resolve("features/echo.yaml"));
        reload();

        assertThat(app.ask("echo", "hello").code()).isEqualTo("unknown_feature");
    }
}
