package org.bactrian.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.bactrian.resilience.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the JSON of an answer is taken away; nothing inside it is touched. */
final class MendTest {
    /** A context that was never started has nothing to stop. */
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private static String processed(String body, String schema) throws InvalidAnswerException {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.setProperty("llmSchema", schema);
        exchange.getMessage().setBody(body);
        new Mend().process(exchange);
        return exchange.getMessage().getBody(String.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, 2]}",
                "  {\"a\": [1, 2]}\n",
                "```json\n{\"a\": [1, 2]}\n```",
                "```\n{\"a\": [1, 2]}\n```",
                "Here is the answer: {\"a\": [1, 2]}",
                "{\"a\": [1, 2]}\nI hope this helps!",
                "Sure!\n\n```json\n{\"a\": [1, 2]}\n```\nAnything else?"
            })
    void json_is_taken_out_of_a_fence_or_a_sentence(String answer) {
        assertThat(Mend.mended(answer)).isEqualTo("{\"a\": [1, 2]}");
    }

    @Test
    void a_list_is_taken_out_too() {
        assertThat(Mend.mended("The teams: [{\"team\": \"billing\"}].")).isEqualTo("[{\"team\": \"billing\"}]");
    }

    @Test
    void a_bracket_in_the_sentence_around_is_not_taken_for_the_answer() {
        assertThat(Mend.mended("As noted in [1], the answer is: {\"team\": \"billing\"}"))
                .isEqualTo("{\"team\": \"billing\"}");
    }

    @Test
    void braces_and_fences_inside_a_text_of_the_json_stay() {
        String json = "{\"code\": \"```js\\nif (a) { b[0] }\\n```\"}";

        assertThat(Mend.mended(json)).isEqualTo(json);
        assertThat(Mend.mended("```json\n" + json + "\n```")).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I cannot answer that.", "{\"a\":", "{a: 1}", "} {", "42", "\"high\""})
    void what_cannot_be_mended_is_left_for_the_validator(String answer) {
        assertThat(Mend.mended(answer)).isEqualTo(answer);
    }

    @Test
    void an_answer_for_a_schema_is_mended() throws Exception {
        assertThat(processed("```json\n{\"team\": \"billing\"}\n```", "triage")).isEqualTo("{\"team\": \"billing\"}");
    }

    @Test
    void free_text_stays_as_it_is() throws Exception {
        assertThat(processed(" See {\"a\": 1} and more. ", "text")).isEqualTo(" See {\"a\": 1} and more. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t "})
    void an_empty_answer_is_no_answer(String body) {
        for (String schema : new String[] {"text", "triage"}) {
            assertThatThrownBy(() -> processed(body, schema))
                    .isInstanceOfSatisfying(InvalidAnswerException.class, invalid -> {
                        assertThat(invalid.words()).isEqualTo("the answer is empty");
                        assertThat(invalid.asFailure().kind()).isEqualTo(FailureKind.INVALID);
                    });
        }
    }

    @Test
    void a_missing_answer_is_no_answer() {
        assertThatThrownBy(() -> processed(null, "triage")).isInstanceOf(InvalidAnswerException.class);
    }
}
