package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bactrian.simulator.ChatRequest.Message;
import org.junit.jupiter.api.Test;

/** Documents that the simulator makes up satisfy the schema they were asked for. */
final class SchemaAnswerTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TICKET =
            """
            Hello Larkfield team,

            I was charged twice for order 4321, and the second invoice is wrong. Please send the money back.
            My bank says it takes a week.
            """;

    @Test
    void a_support_ticket_is_sorted_by_what_it_says() {
        JsonNode answer = answer(
                """
                {"type": "object", "additionalProperties": false, "required": ["team", "urgency", "summary"],
                 "properties": {
                   "team": {"enum": ["technical", "billing", "shipping"]},
                   "urgency": {"type": "string", "enum": ["low", "normal", "high", "critical"]},
                   "summary": {"type": "string", "minLength": 10, "maxLength": 60},
                   "confidence": {"type": "number", "minimum": 0, "maximum": 1}}}
                """,
                TICKET);

        assertThat(answer.path("team").asText()).isEqualTo("billing");
        assertThat(answer.path("summary").asText())
                .isEqualTo("I was charged twice for order 4321, and the second invoice");
    }

    @Test
    void an_enum_takes_the_value_that_the_text_speaks_of() {
        assertThat(choice("Where is my parcel? The courier never came.")).isEqualTo("shipping");
        assertThat(choice("I cannot log in, the app crashes with an error.")).isEqualTo("technical");
        assertThat(choice("My invoices show a payment I never made.")).isEqualTo("billing");
        assertThat(choice("Do you ship to Norway? I ask about shipping.")).isEqualTo("shipping");
        assertThat(choice("Return policy for returned boots: a return, please."))
                .isEqualTo("returns");
    }

    @Test
    void urgency_follows_everyday_words() {
        assertThat(urgency("Our whole site is down, we need help immediately!")).isEqualTo("critical");
        assertThat(urgency("There’s no hurry, answer whenever you like.")).isEqualTo("low");
        assertThat(urgency("This is urgent, please reply asap.")).isEqualTo("critical");
    }

    @Test
    void an_enum_that_nothing_speaks_of_is_still_answered_the_same_each_time() {
        assertThat(choice("Good morning.")).isEqualTo(choice("Good morning."));
    }

    @Test
    void strings_are_real_sentences() {
        JsonNode answer = answer("{\"type\": \"object\", \"properties\": {\"note\": {\"type\": \"string\"}}}", TICKET);

        assertThat(TICKET.replace('\n', ' ')).contains(answer.path("note").asText());
    }

    @Test
    void formats_are_kept() {
        answer(
                """
                {"type": "object", "required": ["day"], "properties": {
                   "day": {"type": "string", "format": "date"}, "at": {"type": "string", "format": "date-time"},
                   "mail": {"type": "string", "format": "email"}, "page": {"type": "string", "format": "uri"},
                   "id": {"type": "string", "format": "uuid"}, "time": {"type": "string", "format": "time"}}}
                """,
                TICKET);
    }

    @Test
    void numbers_stay_within_their_bounds() {
        answer(
                """
                {"type": "object", "properties": {
                   "a": {"type": "integer", "minimum": 7, "maximum": 9}, "b": {"type": "integer", "multipleOf": 5, "minimum": 11},
                   "c": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.02},
                   "d": {"type": "integer", "maximum": -3}, "e": {"type": "number", "multipleOf": 0.25, "maximum": 100},
                   "f": {"type": "number", "minimum": 0.001, "maximum": 0.002}, "g": {"type": "integer", "exclusiveMinimum": 4},
                   "h": {"type": "number"}, "i": {"type": "integer"}, "j": {"minimum": 3, "exclusiveMaximum": 3.02},
                   "k": {"type": "integer", "multipleOf": 100}, "l": {"type": "integer", "multipleOf": 1.5, "minimum": 1}}}
                """,
                TICKET);
    }

    @Test
    void arrays_have_as_many_items_as_allowed_and_no_doubles() {
        JsonNode answer = answer(
                """
                {"type": "object", "properties": {
                   "points": {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 5},
                   "none": {"type": "array", "items": {"type": "string"}, "maxItems": 0},
                   "one": {"type": "array", "items": {"type": "integer"}, "maxItems": 1},
                   "tags": {"type": "array", "uniqueItems": true, "minItems": 3, "items": {"enum": ["a", "b", "c"]}},
                   "days": {"type": "array", "uniqueItems": true, "minItems": 4, "items": {"format": "date"}},
                   "any": {"type": "array"}}}
                """,
                TICKET);

        assertThat(answer.path("points")).hasSize(3);
    }

    @Test
    void references_alternatives_and_constants_are_followed() {
        answer(
                """
                {"$ref": "#/$defs/order", "$defs": {
                   "order": {"type": "object", "required": ["kind", "buyer", "extra"], "properties": {
                     "kind": {"const": "order"}, "buyer": {"$ref": "#/$defs/person"},
                     "paid": {"anyOf": [{"type": "boolean"}, {"type": "null"}]},
                     "by": {"oneOf": [{"$ref": "#/$defs/person"}, {"type": "integer"}]},
                     "note": {"type": ["null", "string"]}, "nothing": {"type": "null"}, "never": false, "all": true}},
                   "person": {"allOf": [{"$ref": "#/$defs/named"}, {"$ref": "#/$defs/aged"}]},
                   "named": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
                   "aged": {"required": ["age"], "properties": {"age": {"type": "integer", "minimum": 18}}}}}
                """,
                TICKET);
    }

    @Test
    void a_schema_that_contains_itself_comes_to_an_end() {
        answer(
                """
                {"type": "object", "required": ["name", "children", "next"], "properties": {
                   "name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#"}},
                   "next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}}
                """,
                TICKET);
    }

    @Test
    void a_root_need_not_be_an_object() {
        answer("{\"type\": \"array\", \"minItems\": 2, \"items\": {\"type\": \"integer\"}}", TICKET);
        answer("{\"type\": \"string\", \"maxLength\": 5}", TICKET);
        answer("{\"type\": \"string\", \"minLength\": 400, \"maxLength\": 410}", "");
        answer("{\"enum\": [1, 2, null]}", TICKET);
    }

    @Test
    void a_reference_to_nowhere_is_the_callers_mistake() {
        assertThatThrownBy(() -> answer("{\"$ref\": \"#/$defs/gone\"}", TICKET)).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> answer("{\"$ref\": \"https://example.com/a\"}", TICKET))
                .isInstanceOf(Rejection.class);
    }

    private static String choice(String text) {
        return answer("{\"enum\": [\"technical\", \"billing\", \"shipping\", \"returns\"]}", text)
                .asText();
    }

    private static String urgency(String text) {
        return answer("{\"enum\": [\"normal\", \"low\", \"critical\"]}", text).asText();
    }

    private static JsonNode answer(String schema, String text) {
        JsonNode parsed = json(schema);
        JsonNode answer = SchemaAnswer.of(new ChatRequest(
                "sim-small", List.of(new Message("user", text)), Shape.of(parsed), Integer.MAX_VALUE, false, false));

        assertThat(validator(parsed).validate(json(answer.toString())))
                .as(answer.toPrettyString())
                .isEmpty();
        return answer;
    }

    private static JsonSchema validator(JsonNode schema) {
        SchemaValidatorsConfig strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, strict);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
