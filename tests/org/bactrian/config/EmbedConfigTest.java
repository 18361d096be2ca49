package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that make embeddings, and the feature that caps them. */
final class EmbedConfigTest {
    private static final String FILE = "features/embeddings.yaml";

    @TempDir
    Path folder;

    private HomeFolder home;

    @BeforeEach
    void write() {
        home = new HomeFolder(folder);
    }

    private void models(String... more) {
        home.write("models.yaml", HomeFolder.MODELS + String.join("\n", more) + "\n");
    }

    @Test
    void the_local_model_is_there_without_any_entry() {
        Configuration configuration = home.load();

        assertThat(configuration.models()).containsOnlyKeys("sim-small");
        assertThat(configuration.model("all-minilm-l6-v2")).isSameAs(BuiltIn.LOCAL_MODEL);
        assertThat(configuration.model("nothing")).isNull();
        assertThat(configuration.embeddings().models()).containsExactly("all-minilm-l6-v2");
        assertThat(configuration.features()).doesNotContainKey("embeddings");
    }

    @Test
    void an_embedding_model_needs_an_input_price_and_a_context_and_a_local_one_neither() {
        models(
                "  vectors: {provider: simulator, kind: embedding, input: 0.02, context: 8192}",
                "  own: {provider: local, kind: embedding}");
        Configuration configuration = home.load();

        assertThat(configuration.models().get("vectors").isEmbedding()).isTrue();
        assertThat(configuration.models().get("own").provider().isLocal()).isTrue();
        assertThat(configuration.embeddings().models()).containsExactly("all-minilm-l6-v2", "own", "vectors");

        models("  vectors: {provider: simulator, kind: embedding}");
        assertThat(home.faults().toString())
                .contains(
                        "models.yaml:11: models.vectors.input: is missing",
                        "input: 0.02",
                        "vectors.context: is missing");
    }

    @Test
    void a_feature_that_names_an_embedding_model_is_told() {
        models("  vectors: {provider: simulator, kind: embedding, input: 0.02, context: 8192}");
        home.write("features/triage.yaml", HomeFolder.FEATURE.replace("[sim-small]", "[sim-small, vectors]"));

        assertThat(home.fault().toString())
                .isEqualTo(
                        "features/triage.yaml:2: models.1: \"vectors\" is an embedding model, which gives no answers."
                                + " Write one of: sim-small");
    }

    @Test
    void the_local_model_is_no_model_of_a_feature_either() {
        home.write("features/triage.yaml", HomeFolder.FEATURE.replace("sim-small", "all-minilm-l6-v2"));

        assertThat(home.fault().toString()).contains("is an embedding model, which gives no answers");
    }

    @Test
    void a_chat_model_that_is_local_and_an_embedding_model_of_anthropic_are_told() {
        models("  own: {provider: local, input: 1, output: 1, context: 10, maxOutput: 5}");
        assertThat(home.fault().toString()).contains("models.own.provider", "gives no answers", "kind: embedding");

        home.write(
                "models.yaml",
                HomeFolder.MODELS.replace("simulator:\n", "simulator:\n    dialect: anthropic\n")
                        + "  vectors: {provider: simulator, kind: embedding, input: 1, context: 10}\n");
        assertThat(home.fault().toString()).contains("models.vectors.kind", "has no embeddings");
    }

    @Test
    void the_file_of_embeddings_may_choose_models_and_caps_but_no_prompt() {
        models("  vectors: {provider: simulator, kind: embedding, input: 0.02, context: 8192}");
        home.write(FILE, "models: [vectors]\nbudget: {monthly: 3}\n");
        assertThat(home.load().embeddings().models()).containsExactly("vectors");
        assertThat(home.load().embeddings().budget().monthly()).isEqualByComparingTo("3");

        home.write(FILE, "models: [sim-small]\n");
        assertThat(home.fault().toString()).contains("\"sim-small\" is a chat model, which makes no embeddings");

        home.write(FILE, "prompt: triage.v1\n");
        assertThat(home.fault().toString()).contains(FILE + ":1: prompt: has no place here");
    }
}
