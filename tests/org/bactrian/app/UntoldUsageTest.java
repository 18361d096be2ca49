package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.bactrian.prompt.Tokens;
import org.bactrian.simulator.Bill.Totals;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that does not say what it used, or says what cannot be: our own count is booked, and flagged. */
final class UntoldUsageTest {
    private static final List<String> DIALECTS = List.of("openai", "anthropic", "gemini");
    private static final List<String> FAULTS = List.of("no-usage", "wrong-usage");
    private static final String WORDS = "word ".repeat(24).strip();
    private static final String CHAT =
            "{\"model\": \"calls\", \"messages\": [{\"role\": \"user\", \"content\": \"Where?\"}]}";

    @TempDir
    static Path path;

    private static Map<String, Totals> bill;
    private static Books books;

    @BeforeAll
    static void ask() throws Exception {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, path.resolve("bill.jsonl"));
                RawProvider raw = new RawProvider(request -> WORDS)) {
            raw.change(completion -> completion.remove("usage"));
            try (TestApp app = folder(provider.port(), raw).start("features", "openai")) {
                for (String name : names()) {
                    assertThat(app.ask(name, "Where is my parcel?").status()).isEqualTo(200);
                    assertThat(Streamed.feature(app, name + "-s", "Where is my parcel?")
                                    .done())
                            .isTrue();
                }
                app.ask("near", "hello");
                app.ask("far", "hello");
                raw.change(UntoldUsageTest::call);
                assertThat(app.post("/v1/chat/completions", "application/json", CHAT.getBytes(UTF_8))
                                .status())
                        .isEqualTo(200);
            }
            bill = provider.bill().byModel();
        }
        books = new Books(path);
    }

    private static List<String> names() {
        return DIALECTS.stream()
                .flatMap(dialect -> FAULTS.stream().map(fault -> dialect + "-" + fault))
                .toList();
    }

    private static TestFolder folder(int port, RawProvider raw) {
        TestFolder folder = new TestFolder(path)
                .property("llm.raw-models", "on")
                .provider("raw", raw.settings(""))
                .modelOf("raw", "calls", "calls")
                .feature("near", "calls", "limits: {maxOutputTokens: 20}", "budget: {monthly: 1}")
                .feature("far", "calls", "limits: {maxOutputTokens: 10}", "budget: {monthly: 1}");
        for (String dialect : DIALECTS) {
            String place =
                    dialect.equals("openai") ? "v1" : dialect.equals("gemini") ? "gemini/v1beta" : "anthropic/v1";
            String base = "http://127.0.0.1:" + port + "/simulator/" + place;
            folder.provider(dialect, "dialect: " + dialect + ", baseUrl: \"" + base + "\"");
            for (String fault : FAULTS) {
                for (String name : List.of(dialect + "-" + fault, dialect + "-" + fault + "-s")) {
                    folder.modelOf(dialect, name, "sim-" + name + "?fault=" + fault)
                            .feature(name, name, "budget: {monthly: 1}");
                }
            }
        }
        return folder;
    }

    private static void call(ObjectNode completion) {
        completion.remove("usage");
        ObjectNode message = (ObjectNode) completion.at("/choices/0/message");
        message.putNull("content");
        ObjectNode call =
                message.putArray("tool_calls").addObject().put("id", "c1").put("type", "function");
        call.putObject("function").put("name", "place").put("arguments", "word ".repeat(20));
    }

    @AfterAll
    static void close() throws SQLException {
        books.close();
    }

    @ParameterizedTest
    @CsvSource({
        "openai-no-usage, no-usage",
        "openai-no-usage-s, no-usage",
        "openai-wrong-usage, wrong-usage",
        "openai-wrong-usage-s, wrong-usage",
        "anthropic-no-usage, no-usage",
        "anthropic-no-usage-s, no-usage",
        "anthropic-wrong-usage, wrong-usage",
        "anthropic-wrong-usage-s, wrong-usage",
        "gemini-no-usage, no-usage",
        "gemini-no-usage-s, no-usage",
        "gemini-wrong-usage, wrong-usage",
        "gemini-wrong-usage-s, wrong-usage"
    })
    void the_tokens_are_counted_and_the_entry_says_so(String name, String fault) throws Exception {
        String entry = "entry where feature = '" + name + "'";
        Totals billed = bill.get("sim-" + name + "?fault=" + fault);

        assertThat(books.column("select kind from " + entry)).containsExactly("counted");
        assertThat(books.sum("input_tokens", entry).longValue())
                .isBetween(billed.inputTokens(), billed.inputTokens() + 5);
        assertThat(books.sum("output_tokens", entry).longValue())
                .isBetween(billed.outputTokens(), billed.outputTokens() + 5);
        assertThat(books.sum("amount", entry))
                .isPositive()
                .isEqualByComparingTo(books.sum("spent", "budget where scope = 'feature:" + name + "'"));
    }

    @Test
    void a_count_a_little_above_the_bound_is_taken_for_the_bound_and_one_far_above_is_believed() throws Exception {
        assertThat(Tokens.count(WORDS)).isEqualTo(24);
        assertThat(books.column("select kind || ' ' || output_tokens from entry where feature = 'near'"))
                .containsExactly("counted 20");
        assertThat(books.column("select kind || ' ' || output_tokens from entry where feature = 'far'"))
                .containsExactly("overrun 24");
    }

    @Test
    void calls_of_tools_are_counted_like_words() throws Exception {
        String entry = "entry where feature = 'chat'";

        assertThat(books.column("select kind from " + entry)).containsExactly("counted");
        assertThat(books.sum("output_tokens", entry).intValue()).isBetween(20, 30);
    }
}
