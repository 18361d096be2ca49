package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/caching.md shows stands in the examples, and they do what it says. */
@Timeout(60)
final class CachingGuideTest {
    private static final Path GUIDE = Path.of("docs/caching.md");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([\\w./-]+)\\)");
    private static final List<String> EXAMPLES = List.of("template-once", "type-ahead", "never-twice", "by-meaning");

    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() throws IOException {
        TestFolder made = new TestFolder(folder)
                .model("sim-small", "sim-small")
                .model("sim-large", "sim-large")
                .property("llm.supersede-pause", "3s")
                .write("prompts/reply-draft.v1.prompt", Files.readString(Path.of("prompts/reply-draft.v1.prompt")));
        for (String name : EXAMPLES) {
            made.write("features/" + name + ".yaml", example(name));
        }
        app = made.start("features", "cache");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("examples/features", name + ".yaml"));
    }

    private static List<String> all(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void every_yaml_of_the_guide_stands_in_an_example() throws IOException {
        String examples = "";
        for (String name : EXAMPLES) {
            examples += example(name);
        }
        String everything = examples;

        assertThat(all(YAML)).hasSameSizeAs(EXAMPLES).allSatisfy(block -> assertThat(everything)
                .contains(block));
    }

    @Test
    void every_link_of_the_guide_leads_somewhere() throws IOException {
        assertThat(all(LINK))
                .allSatisfy(link -> assertThat(GUIDE.resolveSibling(link)).exists());
    }

    @Test
    void what_is_public_is_answered_once_for_all_tenants() {
        int before = app.billed();
        Reply first = app.ask("template-once", "Where is my parcel?", "Llm-Tenant", "acme", "Llm-User", "ada");

        Reply second = app.ask("template-once", "  Where is my parcel?\r\n", "Llm-Tenant", "globex", "Llm-User", "eve");

        assertThat(first.header("Llm-Cache")).isEqualTo("miss");
        assertThat(second.header("Llm-Cache")).isEqualTo("hit");
        assertThat(second.header("Llm-Cost-Usd")).isEqualTo("0");
        assertThat(second.header("Llm-Attempts")).isEqualTo("0");
        assertThat(second.header("Age")).matches("\\d+");
        assertThat(second.header("Llm-Inference-Id")).isNotEqualTo(first.header("Llm-Inference-Id"));
        assertThat(app.billed()).isEqualTo(before + 1);
    }

    @Test
    void a_newer_call_of_the_session_cancels_the_older() {
        CompletableFuture<Reply> older = app.askLater("type-ahead", "Where is", "Llm-Session", "s");
        await().until(() -> app.app().context().getInflightRepository().size() > 0);

        Reply newer = app.ask("type-ahead", "Where is my parcel?", "Llm-Session", "s");

        assertThat(newer.status()).isEqualTo(200);
        assertThat(older.join().status()).isEqualTo(422);
        assertThat(older.join().code()).isEqualTo("refused");
    }

    @Test
    void a_name_is_good_for_one_body() {
        Reply first = app.ask("never-twice", "Where is my parcel?", "Idempotency-Key", "k");
        Reply again =
                app.ask("never-twice", "Where is my parcel?", "Idempotency-Key", "k", "Cache-Control", "no-store");

        assertThat(first.header("Llm-Cache")).isEqualTo("miss");
        assertThat(again.header("Llm-Cache")).isEqualTo("replay");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(app.ask("never-twice", "Where is my money?", "Idempotency-Key", "k")
                        .code())
                .isEqualTo("idempotency_conflict");
    }
}
