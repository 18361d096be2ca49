package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bactrian.OwnThreads;
import org.bactrian.prompt.Tokens;
import org.bactrian.simulator.Bill.Totals;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of providers that do not keep to {@code max_tokens}: paid for piece by piece, or cut off. */
final class StreamBudgetTest {
    private static final List<String> DIALECTS = List.of("openai", "anthropic", "gemini");
    private static final String ENDLESS = "?chunks=5000&every=2ms";
    private static final String SHORT = "limits: {maxOutputTokens: 100}";
    private static final String PATIENT = "timeouts: {attempt: 100s, total: 200s}";

    /** Room for what is held at first, for a piece of 50 tokens more, and for the half of another. */
    private static final BigDecimal CAP = new BigDecimal("0.0008");

    private static final String ONE_PIECE = "budget: {monthly: " + CAP + "}";

    @TempDir
    static Path path;

    private static final Map<String, Streamed> STREAMS = new ConcurrentHashMap<>();
    private static final Queue<Streamed> CROWD = new ConcurrentLinkedQueue<>();
    private static Map<String, Totals> bill;
    private static int failures;
    private static Books books;

    @BeforeAll
    static void read_every_stream_to_its_end() throws Exception {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, path.resolve("bill.jsonl"))) {
            TestFolder folder = folder(provider.port());
            try (TestApp app = folder.start("features")) {
                CompletableFuture.allOf(
                                List.of("openai", "anthropic", "gemini", "held", "ruled", "per-call", "rich", "exact")
                                        .stream()
                                        .map(name -> CompletableFuture.runAsync(
                                                () -> STREAMS.put(name, Streamed.feature(app, name, "go on for ever")),
                                                new OwnThreads()))
                                        .toArray(CompletableFuture[]::new))
                        .join();
                failures = app.app()
                        .installation()
                        .engine()
                        .lanesOfModels()
                        .get("endless-openai")
                        .breaker()
                        .getMetrics()
                        .getNumberOfFailedCalls();
                crowd(app);
                await().until(() -> provider.bill().open() == 0);
            }
            bill = provider.bill().byModel();
        }
        books = new Books(path);
    }

    private static void crowd(TestApp app) {
        CompletableFuture.allOf(IntStream.range(0, 12)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> CROWD.add(Streamed.feature(app, "crowd", "go on for ever " + i)),
                                new OwnThreads()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static TestFolder folder(int port) {
        TestFolder folder = new TestFolder(path).property("simulator.port", Integer.toString(port));
        for (String dialect : DIALECTS) {
            String place =
                    dialect.equals("openai") ? "v1" : dialect.equals("gemini") ? "gemini/v1beta" : "anthropic/v1";
            String base = "http://127.0.0.1:" + port + "/simulator/" + place;
            folder.provider(dialect, "dialect: " + dialect + ", baseUrl: \"" + base + "\"")
                    .modelOf(dialect, "endless-" + dialect, "sim-" + dialect + ENDLESS)
                    .feature(dialect, "endless-" + dialect + ", good", SHORT, ONE_PIECE, PATIENT);
        }
        String rule = "onFailure: [{rule: {urgency: low, note: later}}]";
        return folder.model("endless-held", "sim-held" + ENDLESS)
                .model("endless-ruled", "sim-ruled" + ENDLESS)
                .model("endless-per-call", "sim-per-call" + ENDLESS)
                .model("long", "sim-rich?chunks=1500")
                .model("exact", "sim-exact?chunks=" + fitting())
                .feature("held", "endless-held, good", "output: note", SHORT, ONE_PIECE, PATIENT)
                .feature("ruled", "endless-ruled", "output: note", SHORT, ONE_PIECE, PATIENT, rule)
                .feature("per-call", "endless-per-call", SHORT, "budget: {perCall: " + CAP + ", monthly: 1}", PATIENT)
                .model("endless-crowd", "sim-crowd" + ENDLESS)
                .feature("crowd", "endless-crowd", SHORT, "budget: {monthly: 0.004}", PATIENT)
                .feature("rich", "long", SHORT, "budget: {monthly: 0.05}", PATIENT)
                .feature("exact", "exact", SHORT, "budget: {monthly: 0.00056}", PATIENT);
    }

    @AfterAll
    static void close() throws SQLException {
        books.close();
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    /** How many words have as many tokens as are asked for, as nearly as can be. */
    private static int fitting() {
        return IntStream.range(1, 100)
                .filter(count -> Tokens.count(words(count)) <= 100)
                .max()
                .orElseThrow();
    }

    private static Totals billed(String feature) {
        return bill.entrySet().stream()
                .filter(model -> model.getKey().startsWith("sim-" + feature + "?"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static void assertCutWithinItsCap(String feature) throws SQLException {
        String entry = "entry where feature = '" + feature + "'";
        String window = "budget where scope = 'feature:" + feature + "'";
        assertThat(books.column("select kind from " + entry)).containsExactly("counted");
        assertThat(books.sum("output_tokens", entry).intValue()).isBetween(175, 195);
        assertThat(books.sum("input_tokens", entry).longValue())
                .isGreaterThanOrEqualTo(billed(feature).inputTokens());
        assertThat(books.sum("spent", window))
                .isEqualByComparingTo(books.sum("amount", entry))
                .isLessThanOrEqualTo(CAP);
        assertThat(books.sum("held + overrun", window)).isZero();
        assertThat(billed(feature).requests()).as("requests").isEqualTo(1);
        assertThat(billed(feature).outputTokens())
                .as("tokens written before its connection was closed")
                .isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void a_stream_that_cannot_be_paid_for_any_more_is_cut_off_and_told(String dialect) throws Exception {
        Streamed stream = STREAMS.get(dialect);

        assertThat(stream.status()).isEqualTo(200);
        assertThat(Tokens.count(stream.text())).isBetween(155, 190);
        assertThat(stream.error()).isEqualTo("budget_exceeded");
        assertThat(stream.last().at("/error/type").asText()).isEqualTo("insufficient_quota");
        assertThat(stream.last().at("/error/message").asText()).contains("this feature", "resets at");
        assertThat(stream.last().at("/error/param").asText()).isEqualTo("feature");
        assertThat(stream.data()).filteredOn(data -> data.contains("\"error\"")).hasSize(1);
        assertThat(stream.done()).isFalse();
        assertCutWithinItsCap(dialect);
    }

    @Test
    void a_lack_of_money_says_nothing_of_the_health_of_a_model() {
        assertThat(failures).isZero();
    }

    @Test
    void a_stream_that_nobody_has_seen_yet_is_cut_off_with_a_status_of_its_own() throws Exception {
        Streamed stream = STREAMS.get("held");

        assertThat(stream.status()).isEqualTo(429);
        assertThat(stream.body().at("/error/code").asText()).isEqualTo("budget_exceeded");
        assertThat(stream.header("x-should-retry")).isEqualTo("false");
        assertThat(Integer.parseInt(stream.header("Retry-After"))).isPositive();
        assertCutWithinItsCap("held");
    }

    @Test
    void where_nothing_was_seen_a_rule_may_answer_instead() throws Exception {
        Streamed stream = STREAMS.get("ruled");

        assertThat(stream.header("Llm-Degraded")).isEqualTo("rule");
        assertThat(stream.done()).isTrue();
        assertCutWithinItsCap("ruled");
    }

    @Test
    void the_ceiling_of_one_call_cuts_a_stream_off_too() throws Exception {
        Streamed stream = STREAMS.get("per-call");

        assertThat(stream.parts()).isNotEmpty();
        assertThat(stream.error()).isEqualTo("budget_exceeded");
        assertThat(stream.last().at("/error/param").asText()).isEqualTo("perCall");
        assertCutWithinItsCap("per-call");
    }

    @Test
    void a_stream_goes_on_as_long_as_it_can_be_paid_for() throws Exception {
        Streamed stream = STREAMS.get("rich");

        assertThat(stream.text().strip()).isEqualTo(words(1_500));
        assertThat(stream.done()).isTrue();
        assertThat(books.column("select kind from entry where feature = 'rich'"))
                .containsExactly("settled");
        assertThat(books.sum("output_tokens", "entry where feature = 'rich'").longValue())
                .isEqualTo(billed("rich").outputTokens())
                .isGreaterThan(1_500);
        assertThat(books.sum("held + overrun", "budget where scope = 'feature:rich'"))
                .isZero();
    }

    @Test
    void many_endless_streams_at_once_do_not_pass_their_cap() throws Exception {
        assertThat(CROWD).hasSize(12).allSatisfy(stream -> assertThat(stream.done())
                .isFalse());
        assertThat(CROWD).anySatisfy(stream -> assertThat(stream.error()).isEqualTo("budget_exceeded"));
        assertThat(books.column("select distinct kind from entry where feature = 'crowd'"))
                .containsExactly("counted");
        assertThat(books.sum("spent", "budget where scope = 'feature:crowd'").doubleValue())
                .isBetween(0.0032, 0.004);
        assertThat(books.sum("held + overrun", "budget where scope = 'feature:crowd'"))
                .isZero();
    }

    @Test
    void what_keeps_to_its_bound_is_not_cut_off_however_little_is_left() throws Exception {
        Streamed stream = STREAMS.get("exact");

        assertThat(stream.text().strip()).isEqualTo(words(fitting()));
        assertThat(stream.done()).isTrue();
        assertThat(books.sum("output_tokens", "entry where feature = 'exact'").intValue())
                .isBetween(95, 105);
    }
}
