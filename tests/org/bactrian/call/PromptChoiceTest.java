package org.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.bactrian.LlmRefused;
import org.bactrian.config.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which version of its prompt a call gets. */
final class PromptChoiceTest {
    private static final String[] PROMPTS = {"triage.v1", "triage.v2", "triage.v3", "summary.v1"};

    private static String choice(Map<String, Integer> experiment, String user, @Nullable String pin) {
        Configuration configuration = Fixture.configuration(Fixture.experiment(experiment), PROMPTS);
        return PromptChoice.of(Fixture.call(configuration, Fixture.identity("acme", user), pin))
                .name();
    }

    private static long share(Map<String, Integer> experiment, String prompt) {
        return IntStream.range(0, 2_000)
                .filter(user -> choice(experiment, "user" + user, null).equals(prompt))
                .count();
    }

    @Test
    void without_an_experiment_everybody_gets_the_features_own() {
        assertThat(choice(Map.of(), "ada", null)).isEqualTo("triage.v1");
    }

    @Test
    void a_user_draws_the_same_version_in_every_call() {
        for (int i = 0; i < 50; i++) {
            String user = "user" + i;
            assertThat(choice(Map.of("triage.v2", 50), user, null))
                    .isEqualTo(choice(Map.of("triage.v2", 50), user, null));
        }
    }

    @Test
    void the_shares_are_about_what_the_feature_says() {
        Map<String, Integer> experiment = Map.of("triage.v2", 10, "triage.v3", 30);

        assertThat(share(experiment, "triage.v2")).isBetween(150L, 250L);
        assertThat(share(experiment, "triage.v3")).isBetween(500L, 700L);
        assertThat(share(experiment, "triage.v1")).isBetween(1_100L, 1_300L);
    }

    @Test
    void nobody_gets_nothing_percent_and_everybody_gets_all_of_it() {
        assertThat(share(Map.of("triage.v2", 0), "triage.v2")).isZero();
        assertThat(share(Map.of("triage.v2", 100), "triage.v2")).isEqualTo(2_000);
    }

    @Test
    void a_user_who_was_in_a_small_experiment_stays_in_it_when_it_grows() {
        for (int i = 0; i < 200; i++) {
            String user = "user" + i;
            if (choice(Map.of("triage.v2", 10), user, null).equals("triage.v2")) {
                assertThat(choice(Map.of("triage.v2", 50), user, null)).isEqualTo("triage.v2");
            }
        }
    }

    @Test
    void a_pin_chooses_a_version_of_the_features_own_prompt() {
        assertThat(choice(Map.of("triage.v2", 100), "ada", "v3")).isEqualTo("triage.v3");
        assertThat(choice(Map.of("triage.v2", 100), "ada", "triage.v3")).isEqualTo("triage.v3");
    }

    @Test
    void a_pin_never_chooses_the_prompt_of_another_feature() {
        for (String pin : new String[] {"summary.v1", "v9", "../summary.v1", "triage.v1/../../summary.v1", ""}) {
            assertThatThrownBy(() -> choice(Map.of(), "ada", pin)).isInstanceOfSatisfying(LlmRefused.class, refused -> {
                assertThat(refused.code()).isEqualTo("invalid_input");
                assertThat(refused.param()).isEqualTo("Llm-Prompt");
            });
        }
    }
}
