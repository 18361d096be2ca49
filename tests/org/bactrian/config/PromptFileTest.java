package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bactrian.prompt.Prompt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prompt file is front matter and a body; what is wrong in either is told with its line. */
final class PromptFileTest {
    private static final String FILE = "prompts/triage.v1.prompt";

    private HomeFolder home;

    @BeforeEach
    void write(@TempDir Path folder) {
        home = new HomeFolder(folder);
    }

    private Prompt prompt(String text) {
        return home.write(FILE, text).load().prompts().get("triage.v1");
    }

    @Test
    void parameters_variables_and_defaults_come_out_of_the_front_matter() {
        Prompt prompt = prompt(
                """
                ---
                config: {temperature: 0.4, topP: 0.9, maxOutputTokens: 300, stopSequences: [END]}
                input:
                  default: {tone: friendly}
                  schema:
                    text: string, the ticket
                    tone: string
                    language?: string
                    tags(array, what it is about): string
                ---
                {{text}} {{tone}}
                """);

        assertThat(prompt.parameters()).isEqualTo(new Prompt.Parameters(0.4, 0.9, 300, List.of("END")));
        assertThat(prompt.required()).containsExactly("text", "tags");
        assertThat(prompt.defaults()).isEqualTo(Map.of("tone", "friendly"));
        assertThat(prompt.name()).isEqualTo("triage.v1");
    }

    @Test
    void a_list_that_may_be_left_out_is_not_required() {
        Prompt prompt = prompt("---\ninput:\n  schema:\n    tags?(array, topics): string\n---\nHello\n");

        assertThat(prompt.required()).isEmpty();
    }

    @Test
    void a_prompt_needs_no_front_matter() {
        assertThat(prompt("Say hello.\n").segments()).hasSize(1);
    }

    @Test
    void another_text_is_another_version() {
        assertThat(prompt("Say hello.\n").hash())
                .hasSize(12)
                .isNotEqualTo(prompt("Say hello!\n").hash());
    }

    @Test
    void keys_of_other_tools_are_let_pass() {
        assertThat(prompt("---\nmyTool.colour: red\n---\nHello\n").segments()).hasSize(1);
    }

    @Test
    void an_unknown_key_suggests_the_near_one_with_its_line_in_the_file() {
        home.write(FILE, "---\ndescription: A prompt.\nconfig:\n  temprature: 0\n---\nHello\n");

        assertThat(home.fault().toString())
                .contains(FILE + ":4: config.temprature", "Did you mean \"temperature: 0.2\"?");
    }

    @Test
    void a_wrong_type_is_told_with_its_line_in_the_file() {
        home.write(FILE, "---\nconfig:\n  temperature: hot\n---\nHello\n");

        assertThat(home.fault().toString()).contains(FILE + ":3: config.temperature", "temperature: 0.2");
    }

    @Test
    void broken_yaml_is_told_with_its_line_in_the_file() {
        home.write(FILE, "---\nconfig: {temperature: 1\n---\nHello\n");

        Fault fault = home.fault();

        assertThat(fault.message()).contains("is not valid YAML");
        assertThat(fault.line()).isBetween(2, 3);
    }

    @Test
    void front_matter_that_never_ends_is_told_and_does_not_become_the_prompt() {
        home.write(FILE, "---\nconfig: {temperature: 0}\n\nHello\n");

        assertThat(home.fault().file()).isEqualTo(FILE);
    }

    @Test
    void front_matter_alone_is_told() {
        home.write(FILE, "---\nconfig: {temperature: 0}\n---\n");

        assertThat(home.fault().toString()).contains(FILE, "has no text after its front matter");
    }

    @Test
    void front_matter_alone_is_told_without_a_last_line_end_too() {
        home.write(FILE, "---\nconfig: {temperature: 0}\n---");

        assertThat(home.fault().toString()).contains(FILE, "has no text after its front matter");
    }

    @Test
    void a_body_that_is_not_handlebars_is_told() {
        home.write(FILE, "---\nconfig: {temperature: 0}\n---\nHello {{#if name}}\n");

        assertThat(home.fault().toString()).contains(FILE, "has a body that is not Handlebars");
    }

    @Test
    void a_broken_body_is_told_with_the_line_it_begins_on() {
        home.write(FILE, "---\nconfig: {temperature: 0}\n---\nHello {{#if name}}\n");

        assertThat(home.fault().line()).isEqualTo(4);
    }

    @Test
    void a_role_inside_a_block_is_told() {
        home.write(FILE, "{{#if formal}}{{role \"system\"}}Be formal.{{/if}}\nHello\n");

        assertThat(home.fault().fix()).contains("cannot stand inside a block");
    }

    @Test
    void a_broken_prompt_is_told_once_and_not_again_by_the_features_that_use_it() {
        home.write(FILE, "{{#each}\n");

        assertThat(home.faults()).hasSize(1);
    }
}
