package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a home folder is told with its file, its line and a way to mend it. */
final class LoaderFaultsTest {
    private static final String FILE = "features/triage.yaml";

    private HomeFolder home;

    @BeforeEach
    void write(@TempDir Path folder) {
        home = new HomeFolder(folder);
    }

    @Test
    void an_unknown_key_suggests_the_near_one_with_file_and_line() {
        home.write(FILE, HomeFolder.FEATURE + "limits:\n  maxInputToken: 4000\n");

        assertThat(home.fault().toString())
                .isEqualTo("features/triage.yaml:5: limits.maxInputToken: is not a key of this file."
                        + " Did you mean \"maxInputTokens: 8000\"?");
    }

    @Test
    void an_unknown_key_that_is_near_to_nothing_gets_the_list_of_keys() {
        home.write(FILE, HomeFolder.FEATURE + "retry: {zzzzzzzzzzzz: 1}\n");

        assertThat(home.fault().fix()).contains("attempts", "baseDelay", "maxDelay");
    }

    @Test
    void a_wrong_type_is_told_with_an_example() {
        home.write(FILE, HomeFolder.FEATURE + "limits: {maxOutputTokens: many}\n");

        Fault fault = home.fault();

        assertThat(fault.line()).isEqualTo(4);
        assertThat(fault.key()).isEqualTo("limits.maxOutputTokens");
        assertThat(fault.message()).contains("many");
        assertThat(fault.fix()).contains("maxOutputTokens: 500");
    }

    @Test
    void a_duration_without_a_unit_is_told_with_an_example() {
        home.write(FILE, HomeFolder.FEATURE + "timeouts: {total: 30}\n");

        assertThat(home.faults()).anySatisfy(fault -> {
            assertThat(fault.key()).isEqualTo("timeouts.total");
            assertThat(fault.fix()).contains("total: 30s");
        });
    }

    @Test
    void a_duration_that_no_clock_can_hold_is_told_like_any_other_fault() {
        home.write(FILE, HomeFolder.FEATURE + "timeouts: {total: 99999999999999999999s}\n");

        assertThat(home.fault().toString()).contains("features/triage.yaml:4", "timeouts.total");
    }

    @Test
    void a_count_that_no_int_can_hold_is_told_like_any_other_fault() {
        home.write(FILE, HomeFolder.FEATURE + "limits: {maxInputTokens: 99999999999}\n");

        assertThat(home.fault().toString()).contains("features/triage.yaml:4", "limits.maxInputTokens");
    }

    @Test
    void a_context_that_no_int_can_hold_is_told_like_any_other_fault() {
        home.write("models.yaml", HomeFolder.MODELS.replace("16000", "99999999999"));

        assertThat(home.fault().toString()).contains("models.yaml:9", "models.sim-small.context");
    }

    @Test
    void a_prompt_that_does_not_exist_is_told_with_the_place_it_was_looked_for() {
        home.write(FILE, HomeFolder.FEATURE.replace("triage.v1", "triage.v2"));

        assertThat(home.fault().toString())
                .isEqualTo("features/triage.yaml:1: prompt: \"triage.v2\" does not exist"
                        + " (looked for prompts/triage.v2.prompt). Did you mean \"triage.v1\"?");
    }

    @Test
    void a_prompt_of_an_experiment_that_does_not_exist_is_told() {
        home.write(FILE, HomeFolder.FEATURE + "experiment: {triage.v9: 10}\n");

        assertThat(home.fault().toString()).contains("features/triage.yaml:4", "prompts/triage.v9.prompt");
    }

    @Test
    void a_schema_that_does_not_exist_is_told_with_the_place_it_was_looked_for() {
        home.delete("schemas/triage.schema.json");

        assertThat(home.fault().toString())
                .contains("features/triage.yaml:3: output", "looked for schemas/triage.schema.json");
    }

    @Test
    void one_of_our_own_formats_is_no_output_of_a_feature() {
        home.write("schemas/feature.schema.json", "{\"type\": \"object\"}");
        home.write(FILE, HomeFolder.FEATURE.replace("output: triage", "output: feature"));

        assertThat(home.fault().toString()).contains("features/triage.yaml:3: output");
    }

    @Test
    void a_model_that_does_not_exist_is_told_with_the_near_one() {
        home.write(FILE, HomeFolder.FEATURE.replace("[sim-small]", "[sim-small, sim-smal]"));

        Fault fault = home.fault();

        assertThat(fault.toString()).contains("features/triage.yaml:2: models.1", "models.yaml, model sim-smal");
        assertThat(fault.fix()).isEqualTo("Did you mean \"sim-small\"?");
    }

    @Test
    void a_provider_that_does_not_exist_is_told_with_those_that_do() {
        home.write("models.yaml", HomeFolder.MODELS.replace("provider: simulator", "provider: simulatr"));

        assertThat(home.faults().toString())
                .contains("models.yaml:6: models.sim-small.provider: there is no provider \"simulatr\"", "simulator");
    }

    @Test
    void a_model_without_a_price_is_told_with_a_line_to_add() {
        home.write("models.yaml", HomeFolder.MODELS.replace("    output: 0.40\n", ""));

        assertThat(home.faults().toString())
                .contains("models.yaml:5: models.sim-small.output: is missing", "Add a line such as \"output: 0.60\"");
    }

    @Test
    void a_price_with_a_date_that_is_none_is_told() {
        String dated = "[{from: 2026-13-01, input: 1, output: 2}]\n";
        home.write("models.yaml", HomeFolder.MODELS.replace("0.10\n", dated));

        assertThat(home.faults().toString()).contains("models.yaml:7: models.sim-small.input", "from: 2026-01-01");
    }

    @Test
    void two_files_for_one_name_are_told() {
        home.write("features/triage.yml", HomeFolder.FEATURE);

        assertThat(home.fault().toString())
                .contains("second file for the name \"triage\"", "features/triage.yaml", "features/triage.yml");
    }

    @Test
    void a_file_name_that_cannot_be_a_name_is_told() {
        home.write("features/Triage Two.yaml", HomeFolder.FEATURE);

        assertThat(home.fault().toString()).contains("features/Triage Two.yaml", "small letters");
    }

    @Test
    void broken_yaml_is_told_with_its_line() {
        home.write(FILE, "prompt: triage.v1\nmodels: [sim-small\noutput: triage\n");

        Fault fault = home.fault();

        assertThat(fault.file()).isEqualTo(FILE);
        assertThat(fault.line()).isBetween(2, 3);
        assertThat(fault.message()).contains("is not valid YAML");
    }

    @Test
    void a_repeated_key_is_told_with_its_line() {
        home.write(FILE, HomeFolder.FEATURE + "prompt: triage.v1\n");

        assertThat(home.fault().toString()).contains("features/triage.yaml:4: prompt", "twice");
    }

    @Test
    void a_repeated_model_is_told_with_its_line() {
        home.write("models.yaml", HomeFolder.MODELS + "  sim-small: {provider: simulator}\n");

        assertThat(home.faults().toString()).contains("models.yaml:11: models.sim-small", "twice");
    }

    @Test
    void a_schema_that_is_not_json_is_told_with_its_line() {
        home.write("schemas/triage.schema.json", "{\n\"type\": object}\n");

        assertThat(home.fault().toString()).contains("schemas/triage.schema.json:2: is not JSON");
    }

    @Test
    void an_empty_schema_is_told() {
        home.write("schemas/triage.schema.json", "");

        assertThat(home.faults()).extracting(Fault::file).containsOnly("schemas/triage.schema.json");
    }

    @Test
    void json_that_is_no_schema_is_told() {
        home.write("schemas/triage.schema.json", "{\"type\": \"objekt\"}");

        assertThat(home.faults()).extracting(Fault::file).containsOnly("schemas/triage.schema.json");
    }

    @Test
    void a_schema_that_refers_to_another_server_is_told() {
        home.write("schemas/triage.schema.json", "{\"$ref\": \"https://example.com/other.json\"}");

        assertThat(home.fault().toString()).contains("schemas/triage.schema.json", "is not a usable JSON Schema");
    }

    @Test
    void a_tier_that_does_not_exist_is_told_with_those_that_do() {
        home.write(FILE, HomeFolder.FEATURE + "budget:\n  userDaily: {gold: 1}\n");

        assertThat(home.fault().toString())
                .isEqualTo("features/triage.yaml:5: budget.userDaily.gold: there is no tier \"gold\"."
                        + " Write one of: free, pro, or add it to llm.tiers");
    }

    @Test
    void a_placeholder_without_a_value_is_told_with_its_line() {
        home.write("models.yaml", HomeFolder.MODELS.replace("0.40", "\"{{no.such.key}}\""));

        assertThat(home.faults().toString()).contains("models.yaml:8: models.sim-small.output", "{{no.such.key}}");
    }

    @Test
    void a_rule_that_breaks_the_schema_of_its_feature_is_told() {
        home.write(FILE, HomeFolder.FEATURE + "onFailure:\n  - stale\n  - rule: {team: sales}\n");

        assertThat(home.fault().toString()).contains("features/triage.yaml:4: onFailure.rule", "team");
    }

    @Test
    void a_step_on_failure_that_does_not_exist_is_told() {
        home.write(FILE, HomeFolder.FEATURE + "onFailure: [stail]\n");

        assertThat(home.faults().toString())
                .contains("features/triage.yaml:4: onFailure.0: must be stale, unavailable or {rule: ...}");
    }

    @Test
    void a_home_without_models_is_told() {
        home.delete("models.yaml");

        assertThat(home.faults()).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo("models.yaml");
            assertThat(fault.fix()).contains("llm.home");
        });
    }

    @Test
    void a_file_that_is_not_utf8_is_told(@TempDir Path folder) throws IOException {
        HomeFolder other = new HomeFolder(folder);
        Files.write(folder.resolve(FILE), new byte[] {'a', ':', ' ', (byte) 0xff, '\n'});

        assertThat(other.faults().toString()).contains("features/triage.yaml: is not UTF-8 text");
    }

    @Test
    void several_faults_are_all_told_at_once_in_the_order_of_files_and_lines() {
        home.write(FILE, HomeFolder.FEATURE + "overflow: explode\nonRefusal: cry\n");
        home.write("features/other.yaml", "prompt: nothing.v1\nmodels: [sim-small]\n");
        home.write("schemas/triage.schema.json", "nonsense");
        home.write("prompts/bad.v1.prompt", "---\nconfig: {temperature: hot}\n---\nHello\n");

        assertThat(home.faults())
                .extracting(fault -> fault.file() + ":" + fault.line())
                .containsExactly(
                        "features/other.yaml:1",
                        "features/triage.yaml:4",
                        "features/triage.yaml:5",
                        "prompts/bad.v1.prompt:2",
                        "schemas/triage.schema.json:1");
    }
}
