package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs that are never a hit, and pairs the guards let through. */
final class GuardsTest {
    private static String between(String a, String b) {
        String difference = Guards.difference(Traits.of(a), Traits.of(b));
        assertThat(Guards.difference(Traits.of(b), Traits.of(a)))
                .as("both ways")
                .isEqualTo(difference);
        return difference;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            number    | Where is order 1234?                        | Where is order 4321?
            number    | Where is order 1234?                        | Where is order 01234?
            number    | What does INV-17 say?                       | What does INV-71 say?
            number    | A table for two                             | A table for twelve
            number    | Is 5 mg too much?                           | Is 50 mg too much?
            number    | What is 50 percent of 80?                   | What is fifty-one percent of 80?
            number    | It is -5 degrees, do I need a coat?         | It is 5 degrees, do I need a coat?
            number    | The first chapter                           | The second chapter
            unit      | Is 5 mg too much?                           | Is 5 g too much?
            unit      | Bake it at 180 °C                           | Bake it at 180 °F
            unit      | How far is it in miles?                     | How far is it in kilometres?
            unit      | What is 20 m² in acres?                     | What is 20 ft² in acres?
            unit      | Pay $20                                     | Pay €20
            time      | Is the shop open on Sunday?                 | Is the shop open on Monday?
            time      | Will it rain today?                         | Will it rain tonight?
            time      | Sales of last year                          | Sales of next year
            sign      | What is 4 + 8?                              | What is 4 * 8?
            negation  | I love this phone                           | I do not love this phone
            negation  | I was happy with it                         | I wasn't happy with it
            negation  | Recipes with nuts                           | Recipes without nuts
            tense     | Is the server down?                         | Was the server down?
            tense     | When is my parcel delivered?                | When will my parcel be delivered?
            name      | What is the capital of Austria?             | What is the capital of Australia?
            name      | Show the tickets of Anna                    | Show the tickets of Anne
            name      | How do I sort a list in Java?               | How do I sort a list in Kotlin?
            name      | Is NATO growing?                            | Is UNESCO growing?
            quotation | Translate "thank you" into Czech            | Translate "excuse me" into Czech
            asked     | Where was Bach born?                        | When was Bach born?
            asked     | How many eggs do I need?                    | How long do eggs cook?
            asked     | On what date did they build it?             | For what reason did they build it?
            opposite  | What is the maximum speed here?             | What is the minimum speed here?
            opposite  | How do I subscribe to the letter?           | How do I unsubscribe from the letter?
            opposite  | What increases the pulse?                   | What decreases the pulse?
            opposite  | Are all mushrooms poisonous?                | Are some mushrooms poisonous?
            order     | Convert dollars to euros                    | Convert euros to dollars
            order     | convert celsius to fahrenheit               | convert fahrenheit to celsius
            order     | A train from Milan to Turin                 | A train from Turin to Milan
            order     | Is Spain larger than France?                | Is France larger than Spain?
            order     | dog bites man                               | man bites dog
            order     | Does stress cause poor sleep?               | Does poor sleep cause stress?
            order     | May a tenant sue a landlord?                | May a tenant be sued by a landlord?
            order     | What is 12 divided by 144?                  | What is 144 divided by 12?
            language  | Where is the key of the house?              | Wo ist der key von dem house?
            """)
    void differs(String guard, String a, String b) {
        assertThat(between(a, b)).isEqualTo(guard);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            How do I reset my password?                    | What must I do to reset my password?
            Where is order 1,000?                          | What about order 1000, where is it?
            Is 5mg of it too much?                         | Is 5 milligrams of it too much?
            Do you have time on 3 March?                   | Do you have time on March 3?
            What is 51 percent of 80?                      | What's fifty-one percent of 80?
            Is the shop open on Sunday?                    | is your shop open on sunday
            When does the train from Milan to Turin leave? | To Turin, when does the train leave from Milan?
            I can't log in                                 | I can not log in
            What is the capital of Austria?                | Name the capital city of austria
            How do I reset an iPhone?                      | How is an iPhone reset?
            Where is order no. 77?                         | Where is order 77?
            How do I use wi-fi here?                       | How can I use Wi-Fi here?
            """)
    void lets_the_same_question_pass(String a, String b) {
        assertThat(between(a, b)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wie setze ich mein Passwort zurück?", "密码怎么重置?", "Comment changer mon mot de passe ?"})
    void cannot_read_other_languages(String question) {
        assertThat(Traits.of(question).readable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"How do I reset my password?", "password reset", "What did the Brontë sisters write?"})
    void can_read_english(String question) {
        assertThat(Traits.of(question).readable()).isTrue();
    }

    @Test
    void a_guard_never_fires_on_the_same_text() {
        String odd = "Don't -5 °C \"x\" NATO will was 3rd (2 + 2) ½ 10² from A to B by me, no. 7 – 東京?!";
        assertThat(between(odd, odd)).isNull();
    }
}
