package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.bactrian.embedding.MiniLm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When two answers say the same. */
final class SameFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            true  | {"team": "billing", "urgency": 1}    | {"urgency":1.0,"team":"Billing "}
            true  | {"a": [1, {"b": null}]}              | { "a": [1.00, {"b": null}] }
            true  | The parcel  arrives tomorrow.        | the parcel arrives tomorrow
            true  | [see note                            | [see note
            false | {"team": "billing"}                  | {"team": "sales"}
            false | {"team": "billing"}                  | {"team": "billing", "urgency": 1}
            false | {"a": [1, 2]}                        | {"a": [2, 1]}
            false | {"a": [1, 2]}                        | {"a": [1]}
            false | {"a": 1}                             | {"a": "1"}
            false | {"a": null}                          | {"a": "null"}
            false | {"a": true}                          | {"a": "true"}
            false | {"a": 1}                             | [1]
            false | It arrives tomorrow                  | It arrives today
            """)
    void answers_are_compared_field_by_field(boolean same, String kept, String fresh) {
        assertThat(new SameFields().same(kept, fresh)).isEqualTo(same);
        assertThat(new SameFields().same(fresh, kept)).isEqualTo(same);
        assertThat(Canonical.of(kept).equals(Canonical.of(fresh))).isEqualTo(same);
    }

    @Test
    void only_texts_are_given_to_the_equivalence_of_texts() {
        SameFields anyText = new SameFields((kept, fresh) -> true);
        assertThat(anyText.same("{\"why\": \"x\", \"n\": 1}", "{\"why\": \"y\", \"n\": 1}"))
                .isTrue();
        assertThat(anyText.same("{\"why\": \"x\", \"n\": 1}", "{\"why\": \"y\", \"n\": 2}"))
                .isFalse();
    }

    @Test
    void close_texts_must_agree_in_every_number_and_name() throws Exception {
        try (MiniLm model = new MiniLm()) {
            CloseText close = new CloseText(model, 0.9);
            assertThat(close.same("Your parcel arrives on Monday.", "The parcel will reach you on Monday."))
                    .isFalse();
            assertThat(close.same("Your parcel arrives on Monday.", "On Monday your parcel arrives."))
                    .isTrue();
            assertThat(close.same("Your parcel arrives on Monday.", "Your parcel arrives on Tuesday."))
                    .isFalse();
            assertThat(close.same("Take 5 mg a day.", "Take 50 mg a day.")).isFalse();
        }
    }
}
