package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A question is answered with the answer to another that means the same, once that has proved to be right. */
@Timeout(180)
final class ByMeaningTest {
    private static final List<String> WISHES = List.of(
            "reset my password",
            "change my email address",
            "cancel my subscription",
            "download my invoice",
            "delete my account",
            "invite a colleague",
            "export my contacts",
            "turn on dark mode");
    private static final List<String> WAYS = List.of(
            "How do I %s?",
            "How can I %s?",
            "how do I %s",
            "Please tell me how I can %s.",
            "Can you tell me how to %s?",
            "I would like to know how to %s.");
    private static final String BY_MEANING = "cache: {semantic: {maxError: 0.5, checkMonthly: 1}}";

    private static final String OWN = "cache: {exact: {scope: user, ttl: 1s}, semantic: {maxError: 0.5}}";

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .write(
                        "prompts/steady.v1.prompt",
                        "---\nconfig: {temperature: 0}\n---\n{{role \"user\"}}\nFor {{product}}: {{text}}\n")
                .model("same", "sim-same?chunks=3")
                .write("features/help.yaml", feature("same", BY_MEANING))
                .write("features/changing.yaml", feature("good", BY_MEANING))
                .write("features/own.yaml", feature("same", OWN))
                .feature("risky", "same", BY_MEANING)
                .start("features");
        ask("help", "default", "How do I start?");
    }

    private static String feature(String model, String cache) {
        return "prompt: steady.v1\nmodels: [" + model + "]\n" + cache + "\n";
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static Reply ask(String feature, String tenant, String question) {
        return ask(feature, tenant, "Acme", question);
    }

    private static Reply ask(String feature, String tenant, String product, String question) {
        String body = "{\"text\": \"" + question + "\", \"product\": \"" + product + "\"}";
        return app.post("/v1/features/" + feature, "application/json", body.getBytes(UTF_8), "Llm-Tenant", tenant);
    }

    /** Asks everything in every way; how each was answered. */
    private static List<Reply> askAll(String feature) {
        List<Reply> replies = new ArrayList<>();
        for (String way : WAYS) {
            for (String wish : WISHES) {
                replies.add(ask(feature, "default", way.formatted(wish)));
            }
        }
        return replies;
    }

    private static List<String> how(List<Reply> replies) {
        return replies.stream()
                .map(reply -> reply.header("Llm-Cache"))
                .distinct()
                .toList();
    }

    @Test
    void once_answers_have_proved_right_they_serve_questions_that_mean_the_same_and_nothing_else() {
        List<Reply> replies = askAll("help");

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
        assertThat(how(replies)).contains("miss", "semantic");
        assertThat(how(replies.subList(0, WISHES.size()))).as("the first time").containsOnly("miss");
        Reply hit = replies.stream()
                .filter(reply -> reply.header("Llm-Cache").equals("semantic"))
                .findFirst()
                .orElseThrow();
        assertThat(hit.header("Llm-Attempts")).isEqualTo("0");
        assertThat(new BigDecimal(hit.header("Llm-Cost-Usd"))).isZero();
        assertThat(hit.header("Llm-Model")).isEqualTo("same");
        assertThat(hit.header("Age")).isNotEmpty();
        assertThat(app.get("/observe/metrics").body())
                .contains("llm_cache_semantic_total{event=\"verified\",feature=\"help\"")
                .contains("llm_cache_semantic_total{event=\"on\",feature=\"help\"");

        assertThat(ask("help", "another", "How may I reset my password?").header("Llm-Cache"))
                .as("another tenant")
                .isEqualTo("miss");
        assertThat(ask("help", "default", "Globex", "How may I reset my password?")
                        .header("Llm-Cache"))
                .as("another value of another variable")
                .isEqualTo("miss");
        assertThat(ask("help", "default", "How do I not reset my password?").header("Llm-Cache"))
                .as("the opposite")
                .isEqualTo("miss");
    }

    @Test
    void a_model_that_answers_each_question_in_another_way_is_never_spared() {
        assertThat(how(askAll("changing"))).containsOnly("miss");
    }

    @Test
    void what_is_a_users_own_is_not_shared_by_meaning() {
        assertThat(how(askAll("own"))).doesNotContain("semantic");
    }

    @Test
    void a_prompt_that_leaves_much_to_chance_is_told_of_and_not_shared_by_meaning() {
        assertThat(how(askAll("risky"))).containsOnly("miss");
        assertThat(app.app().installation().engine().configuration().notes())
                .anySatisfy(note -> assertThat(note.toString()).contains("risky", "temperature"));
    }
}
