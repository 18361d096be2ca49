package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a provider bills as output is counted, and nothing twice. */
final class SpokenTest {
    private static String of(String message) throws IOException {
        return Spoken.of(Json.read("{\"choices\": [{\"message\": " + message + "}]}"));
    }

    @Test
    void words_and_words_of_refusal_are_spoken() throws Exception {
        assertThat(of("{\"role\": \"assistant\", \"content\": \"a\", \"refusal\": null}"))
                .isEqualTo("a");
        assertThat(of("{\"content\": null, \"refusal\": \"No.\"}")).isEqualTo("No.");
    }

    @Test
    void the_name_and_the_arguments_of_a_tool_are_spoken() throws Exception {
        String call =
                "{\"id\": \"c1\", \"type\": \"function\", \"function\": {\"name\": \"place\", \"arguments\": \"{}\"}}";

        assertThat(of("{\"content\": null, \"tool_calls\": [" + call + ", " + call + "]}"))
                .isEqualTo("place{}place{}");
    }

    @Test
    void thinking_that_is_shown_is_spoken_once_whatever_it_is_called() throws Exception {
        assertThat(of("{\"content\": \"4\", \"reasoning_content\": \"2+2\"}")).isEqualTo("42+2");
        assertThat(of("{\"content\": \"4\", \"reasoning\": \"2+2\"}")).isEqualTo("42+2");
        assertThat(of("{\"reasoning_content\": \"2+2\", \"reasoning\": \"2+2\"}"))
                .isEqualTo("2+2");
    }

    @Test
    void nothing_is_spoken_where_there_is_no_answer() throws Exception {
        assertThat(Spoken.of(Json.read("{\"choices\": []}"))).isEmpty();
    }
}
