package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills above the worst case that was held. */
final class OverrunTest {
    @TempDir
    Path path;

    private RawProvider provider;
    private TestFolder folder;

    @BeforeEach
    void provide() throws IOException {
        provider = new RawProvider(request -> "a short answer");
        folder = new TestFolder(path)
                .provider("raw", provider.settings(""))
                .modelOf("raw", "raw", "raw")
                .feature("dear", "raw", "budget: {monthly: 1, tags: {shared: 50}}")
                .feature("same-tag", "raw", "budget: {tags: {shared: 50}}")
                .feature("apart", "raw", "budget: {monthly: 1}");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private static void bill(ObjectNode completion, int input, int output) {
        completion.putObject("usage").put("prompt_tokens", input).put("completion_tokens", output);
    }

    private static void told(Reply reply) {
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("budget_exceeded");
        assertThat(reply.json().at("/error/message").asText()).contains(" is closed: ", "resets at");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void it_is_booked_in_full_and_closes_its_scopes_and_no_other(boolean streamed) throws Exception {
        try (TestApp app = folder.start("features")) {
            provider.change(completion -> bill(completion, 100, 600_000));
            if (streamed) {
                assertThat(Streamed.feature(app, "dear", "hello").done()).isTrue();
            } else {
                assertThat(app.ask("dear", "hello").status()).isEqualTo(200);
            }
            provider.change(completion -> bill(completion, 5, 5));

            told(app.ask("dear", "hello"));
            told(app.ask("same-tag", "hello"));
            assertThat(app.ask("apart", "hello").status()).isEqualTo(200);
        }
        try (Books books = new Books(path)) {
            String dear = "entry where feature = 'dear'";
            assertThat(books.column("select kind from " + dear)).containsExactly("overrun");
            assertThat(books.sum("amount", dear)).isEqualByComparingTo("2.4001");
            assertThat(books.sum("output_tokens", dear)).isEqualByComparingTo("600000");
            for (String scope : new String[] {"feature:dear", "tag:shared"}) {
                String window = "budget where scope = '" + scope + "'";
                assertThat(books.sum("spent", window)).isEqualByComparingTo("2.4001");
                assertThat(books.sum("overrun", window).doubleValue()).isBetween(2.39, 2.4);
                assertThat(books.sum("held", window)).isZero();
            }
            assertThat(books.sum("overrun", "budget where scope = 'feature:apart'"))
                    .isZero();
        }
    }

    @Test
    void another_cap_opens_what_it_closed() {
        try (TestApp app = folder.start("features")) {
            provider.change(completion -> bill(completion, 100, 100_000));
            app.ask("dear", "hello");
            provider.change(completion -> bill(completion, 5, 5));
            told(app.ask("dear", "hello"));

            folder.feature("dear", "raw", "budget: {monthly: 2, tags: {shared: 60}}")
                    .feature("same-tag", "raw", "budget: {tags: {shared: 60}}");
            assertThat(app.app().installation().refresh()).isTrue();

            assertThat(app.ask("dear", "hello").status()).isEqualTo(200);
        }
    }

    @Test
    void a_whole_answer_that_goes_on_past_its_bound_is_paid_for_in_full() throws Exception {
        folder.model("long", "sim-long?chunks=2000")
                .feature("long", "long", "limits: {maxOutputTokens: 100}", "budget: {monthly: 1}");
        try (TestApp app = folder.start("features")) {
            assertThat(app.ask("long", "hello").status()).isEqualTo(200);
        }
        try (Books books = new Books(path)) {
            assertThat(books.column("select kind from entry")).containsExactly("overrun");
            assertThat(books.sum("spent", "budget")).isEqualByComparingTo(books.sum("amount", "entry"));
        }
    }

    @Test
    void an_input_that_is_billed_higher_than_we_count_is_too_much_once() throws Exception {
        folder.feature("counting", "raw", "limits: {maxOutputTokens: 1}", "budget: {monthly: 1}");
        String question = "word ".repeat(500);
        provider.change(completion -> bill(completion, 1_500, 1));
        try (TestApp app = folder.start("features")) {
            app.ask("counting", question);
            folder.feature("counting", "raw", "limits: {maxOutputTokens: 1}", "budget: {monthly: 2}");
            app.app().installation().refresh();

            app.ask("counting", question);
            app.ask("counting", question);
        }
        try (Books books = new Books(path)) {
            assertThat(books.column("select kind from entry order by id"))
                    .containsExactly("overrun", "settled", "settled");
        }
    }
}
