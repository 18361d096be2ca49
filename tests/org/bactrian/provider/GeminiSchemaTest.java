package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Schemas, reduced to what Gemini takes. */
final class GeminiSchemaTest {
    private static JsonNode reduced(String schema) throws IOException {
        JsonNode written = Json.read(schema);
        JsonNode reduced = Json.read(GeminiSchema.reduced(written).toString());
        assertThat(written).as("the schema itself").isEqualTo(Json.read(schema));
        return reduced;
    }

    @Test
    void what_gemini_knows_is_kept_and_the_rest_falls_away() throws Exception {
        assertThat(
                        reduced(
                                """
                                {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "x", "title": "T",
                                 "description": "D", "type": "object", "additionalProperties": false,
                                 "minProperties": 1, "required": ["n", "gone"], "properties": {
                                  "n": {"type": "integer", "minimum": 1, "maximum": 9, "exclusiveMinimum": 0,
                                        "default": 3},
                                  "s": {"type": "string", "minLength": 1, "maxLength": 5, "pattern": "^a",
                                        "format": "email", "examples": ["a"]},
                                  "d": {"type": "string", "format": "date-time"},
                                  "a": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true,
                                        "items": {"type": "number", "multipleOf": 2}}}}"""))
                .isEqualTo(
                        Json.read(
                                """
                                {"title": "T", "description": "D", "type": "object", "required": ["n"],
                                 "properties": {
                                  "n": {"type": "integer", "minimum": 1, "maximum": 9},
                                  "s": {"type": "string", "minLength": 1, "maxLength": 5, "pattern": "^a"},
                                  "d": {"type": "string", "format": "date-time"},
                                  "a": {"type": "array", "minItems": 1, "maxItems": 3,
                                        "items": {"type": "number"}}}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": [\"string\", \"null\"]} | {\"type\": \"string\", \"nullable\": true}",
                "{\"type\": [\"string\"]} | {\"type\": \"string\"}",
                "{\"type\": [\"string\", \"number\", \"null\"]} | {\"nullable\": true, \"anyOf\": [{\"type\":"
                        + " \"string\"}, {\"type\": \"number\"}]}",
                "{\"enum\": [\"a\", \"b\"]} | {\"type\": \"string\", \"enum\": [\"a\", \"b\"]}",
                "{\"enum\": [\"a\", 2, null]} | {\"type\": \"string\", \"nullable\": true, \"enum\": [\"a\", \"2\"]}",
                "{\"enum\": [null]} | {\"nullable\": true}",
                "{\"const\": \"a\"} | {\"type\": \"string\", \"enum\": [\"a\"]}",
                "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}], \"title\": \"T\"} | {\"title\": \"T\","
                        + " \"nullable\": true, \"type\": \"string\"}",
                "{\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}]} | {\"anyOf\": [{\"type\": \"string\"},"
                        + " {\"type\": \"number\"}]}"
            })
    void types_and_choices_are_said_in_geminis_way(String schema, String expected) throws Exception {
        assertThat(reduced(schema)).isEqualTo(Json.read(expected));
    }

    @Test
    void choices_that_are_no_strings_leave_their_type() throws Exception {
        assertThat(reduced("{\"type\": \"integer\", \"enum\": [1, 2]}"))
                .isEqualTo(Json.read("{\"type\": \"integer\"}"));
        assertThat(reduced("{\"enum\": [1, 2]}")).isEqualTo(Json.read("{\"type\": \"number\"}"));
        assertThat(reduced("{\"const\": true}")).isEqualTo(Json.read("{\"type\": \"boolean\"}"));
    }

    @Test
    void a_choice_that_is_empty_is_left_out() throws Exception {
        assertThat(reduced("{\"enum\": [\"\", \"a\"]}"))
                .isEqualTo(Json.read("{\"type\": \"string\", \"enum\": [\"a\"]}"));
        assertThat(reduced("{\"enum\": [\"\", null], \"type\": \"string\"}"))
                .isEqualTo(Json.read("{\"type\": \"string\", \"nullable\": true}"));
    }

    @Test
    void references_are_resolved() throws Exception {
        assertThat(reduced(
                                """
                                {"type": "object", "properties": {
                                  "a": {"$ref": "#/$defs/name", "description": "mine"},
                                  "b": {"$ref": "#/$defs/gone"}, "c": {"$ref": "other.json"}, "d": {"$ref": "#d"}},
                                 "$defs": {"name": {"$ref": "#/$defs/text"},
                                           "text": {"type": "string", "description": "theirs", "maxLength": 3}}}""")
                        .path("properties"))
                .isEqualTo(
                        Json.read(
                                """
                                {"a": {"type": "string", "description": "mine", "maxLength": 3},
                                 "b": {}, "c": {}, "d": {}}"""));
    }

    @Test
    void a_schema_that_contains_itself_ends_at_depth_eight() throws Exception {
        JsonNode tree = reduced(
                """
                {"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "properties": {
                  "children": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}}}""");

        String children = "/properties/children/items";
        assertThat(tree.at(children.repeat(7)).has("properties")).isTrue();
        assertThat(tree.at(children.repeat(8))).isEqualTo(Json.read("{\"type\": \"object\"}"));
    }

    @Test
    void a_schema_that_refers_in_circles_ends() throws Exception {
        assertThat(reduced("{\"$ref\": \"#\"}")).isEqualTo(Json.object());
        assertThat(reduced("{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"$ref\": \"#/$defs/a\"}}}"))
                .isEqualTo(Json.object());
    }

    @Test
    void a_schema_that_contains_itself_many_times_does_not_grow_without_bound() throws Exception {
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            properties.append(i == 0 ? "" : ", ").append("\"p" + i + "\": {\"$ref\": \"#\"}");
        }

        JsonNode reduced = reduced("{\"type\": \"object\", \"properties\": {" + properties + "}}");

        assertThat(reduced.toString().length()).isLessThan(1_000_000);
    }
}
