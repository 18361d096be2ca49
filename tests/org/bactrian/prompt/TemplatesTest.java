package org.bactrian.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bactrian.prompt.Segment.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The roles of a prompt are read from its file and from nowhere else. */
final class TemplatesTest {
    private final Templates templates = new Templates();

    private List<String> roles(String body) {
        return templates.compile(body).stream()
                .map(segment -> segment instanceof Text text ? text.role() : "history")
                .toList();
    }

    @Test
    void a_body_without_roles_is_one_message_of_the_user() {
        assertThat(roles("Say hello.")).containsExactly("user");
    }

    @Test
    void roles_split_a_body_into_messages() {
        String body =
                """
                {{role "system"}}
                Sort it.
                {{role 'user'}}
                An example.
                {{role "model"}}
                billing
                {{ role "user" }}
                {{text}}
                """;

        assertThat(roles(body)).containsExactly("system", "user", "assistant", "user");
    }

    @Test
    void text_before_the_first_role_is_the_users() {
        assertThat(roles("Hello.\n{{role \"system\"}}\nBe kind.")).containsExactly("user", "system");
    }

    @Test
    void the_place_of_the_history_is_kept() {
        assertThat(roles("{{role \"system\"}}Be kind.{{history}}{{role \"user\"}}{{text}}"))
                .containsExactly("system", "history", "user");
    }

    @Test
    void a_role_without_text_makes_no_message() {
        assertThat(roles("{{role \"system\"}}\n\n{{role \"user\"}}\n{{text}}")).containsExactly("user");
    }

    @Test
    void an_empty_body_has_no_messages() {
        assertThat(roles(" \n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#if formal}}{{role \"system\"}}Be formal.{{/if}}",
                "{{#each names}}{{role \"user\"}}{{this}}{{/each}}",
                "{{#if long}}{{history}}{{/if}}"
            })
    void a_role_or_the_history_inside_a_block_is_refused(String body) {
        assertThatThrownBy(() -> templates.compile(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{role \"admin\"}}Hello", "{{role}}Hello"})
    void a_role_that_is_not_known_is_refused_when_the_prompt_is_read(String body) {
        assertThatThrownBy(() -> templates.compile(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{#if name}}Hello", "Hello {{name", "{{/if}}", "{{#each}"})
    void a_body_that_is_not_handlebars_is_refused(String body) {
        assertThatThrownBy(() -> templates.compile(body)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{> other}}", "{{> /etc/passwd}}", "{{> ../keys}}"})
    void a_partial_is_refused_when_the_prompt_is_read(String body) {
        assertThatThrownBy(() -> templates.compile(body)).isInstanceOf(IllegalArgumentException.class);
    }
}
