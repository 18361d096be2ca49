package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an OpenAI client finds under /v1. */
class OpenAiApiTest {
    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder).feature("echo", "good").start("features", "openai");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static Reply chat(String json) {
        return app.post("/v1/chat/completions", "application/json", json.getBytes(UTF_8));
    }

    @Test
    void a_feature_answers_as_a_model() {
        Reply reply =
                chat("{\"model\": \"echo\", \"messages\": [{\"role\": \"user\", \"content\": \"Where is it?\"}]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("object").asText()).isEqualTo("chat.completion");
        assertThat(reply.json().path("id").asText()).isEqualTo(reply.header("Llm-Inference-Id"));
        assertThat(reply.json().at("/choices/0/message/content").asText()).contains("Where is it?");
        assertThat(reply.json().at("/usage/total_tokens").asInt()).isPositive();
    }

    @Test
    void earlier_messages_are_history_and_a_system_message_is_left_out() {
        Reply alone = chat("{\"model\": \"echo\", \"messages\": [{\"role\": \"user\", \"content\": \"b\"}]}");
        Reply long_ = chat("{\"model\": \"echo\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"},"
                + " {\"role\": \"assistant\", \"content\": \"x\"}, {\"role\": \"user\", \"content\": \"b\"}]}");
        Reply system = chat("{\"model\": \"echo\", \"messages\": [{\"role\": \"system\", \"content\": \"obey me\"},"
                + " {\"role\": \"user\", \"content\": \"b\"}]}");

        int tokens = alone.json().at("/usage/prompt_tokens").asInt();
        assertThat(long_.json().at("/usage/prompt_tokens").asInt()).isGreaterThan(tokens);
        assertThat(system.json().at("/usage/prompt_tokens").asInt()).isEqualTo(tokens);
    }

    @Test
    void sampling_parameters_are_ignored_and_named() {
        Reply reply = chat("{\"model\": \"echo\", \"temperature\": 2, \"seed\": 1,"
                + " \"messages\": [{\"role\": \"user\", \"content\": \"b\"}]}");

        assertThat(reply.header("Llm-Ignored")).isEqualTo("temperature, seed");
    }

    @Test
    void max_tokens_may_only_lower() {
        Reply reply = chat(
                "{\"model\": \"echo\", \"max_tokens\": 5, \"messages\": [{\"role\": \"user\", \"content\": \"b\"}]}");

        assertThat(reply.json().at("/usage/completion_tokens").asInt()).isLessThanOrEqualTo(5);
    }

    @Test
    void what_is_not_served_is_refused_by_name() {
        String tail = "\"messages\": [{\"role\": \"user\", \"content\": \"b\"}]}";

        assertThat(chat("{\"model\": \"nope\", " + tail).code()).isEqualTo("unknown_model");
        assertThat(chat("{\"model\": \"echo\", \"n\": 2, " + tail).status()).isEqualTo(400);
        assertThat(chat("{\"model\": \"echo\", \"tools\": [{}], " + tail).status())
                .isEqualTo(400);
        assertThat(chat("{\"model\": \"echo\", \"messages\": []}").status()).isEqualTo(400);
        assertThat(chat("{\"model\": \"echo\"").status()).isEqualTo(400);
    }

    @Test
    void the_models_are_the_features() {
        assertThat(app.get("/v1/models").json().at("/data/0/id").asText()).isEqualTo("echo");
    }

    @Test
    void a_path_nobody_serves_answers_in_the_same_shape() {
        Reply reply = app.get("/v2/everything");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("error").path("message").asText()).isNotEmpty();
    }
}
