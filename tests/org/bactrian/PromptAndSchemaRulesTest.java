package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each rule for prompts and schemas tells a file that breaks it. */
final class PromptAndSchemaRulesTest {
    private static final String PROMPT = "---\ndescription: Sorts.\n---\n{{text}}\n";
    private static final String SCHEMA =
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "T", "type": "object",
             "additionalProperties": false}
            """;

    @Test
    void a_good_prompt_is_not_told_off() {
        assertThat(PromptRules.faults("sort.v1.prompt", PROMPT)).isEmpty();
    }

    @Test
    void a_broken_rule_of_prompts_is_told() {
        assertThat(PromptRules.faults("sort.prompt", PROMPT)).containsExactly("the name is not name.version.prompt");
        assertThat(PromptRules.faults("sort.v1.prompt", "{{text}}"))
                .containsExactly("the front matter has no description");
        assertThat(PromptRules.faults("sort.v1.prompt", PROMPT + "\u001b"))
                .containsExactly("has the control character ESCAPE");
    }

    @Test
    void a_good_schema_is_not_told_off() {
        assertThat(SchemaRules.faults("sort.schema.json", House.json(SCHEMA))).isEmpty();
    }

    @Test
    void a_broken_rule_of_schemas_is_told() {
        assertThat(SchemaRules.faults("sort.schema.json", House.json("{\"type\": \"objekt\"}")))
                .anyMatch(told -> told.contains("$.type"))
                .anyMatch(told -> told.startsWith("$schema is not"))
                .anyMatch(told -> told.contains("no title"))
                .anyMatch(told -> told.contains("additionalProperties"));
        assertThat(SchemaRules.faults("sort.json", House.json(SCHEMA)))
                .containsExactly("the name does not end in .schema.json");
    }
}
