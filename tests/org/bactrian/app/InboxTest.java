package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in, files out. */
class InboxTest {
    @TempDir
    static Path folder;

    private static TestApp app;

    @BeforeAll
    static void start() {
        app = new TestFolder(folder)
                .model("down", "sim-down?fault=503")
                .feature("note", "good", "output: note")
                .feature("draft", "good")
                .feature("down", "down")
                .start("features", "inbox");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static void drop(String feature, String name, byte[] content) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox").resolve(feature));
        Path hidden = Files.write(inbox.resolve("." + name), content);
        Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void drop(String feature, String name, String content) throws IOException {
        drop(feature, name, content.getBytes(UTF_8));
    }

    private static List<String> names(String path) {
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void a_file_is_answered_in_the_outbox_and_kept_in_done() throws IOException {
        drop("note", "ticket.txt", "My parcel never came.");

        await().untilAsserted(() -> assertThat(names("inbox/note/.done")).contains("ticket.txt"));
        assertThat(Files.readString(folder.resolve("outbox/note/ticket.json"))).contains("urgency");
    }

    @Test
    void free_text_is_answered_in_a_text_file_and_json_is_read_as_variables() throws IOException {
        drop("draft", "question.json", "{\"text\": \"Where is my invoice?\"}");

        await().untilAsserted(() -> assertThat(names("inbox/draft/.done")).contains("question.json"));
        assertThat(Files.readString(folder.resolve("outbox/draft/question.txt")))
                .contains("Where is my invoice?");
    }

    @Test
    void the_same_content_again_gets_its_answer_and_is_not_paid_for_twice() throws IOException {
        drop("draft", "first.txt", "The very same words.");
        await().untilAsserted(() -> assertThat(names("outbox/draft")).contains("first.txt"));
        int paid = app.billed();

        drop("draft", "second.txt", "The very same words.");

        await().untilAsserted(() -> assertThat(names("outbox/draft")).contains("second.txt"));
        assertThat(app.billed()).isEqualTo(paid);
    }

    @Test
    void a_taken_name_gets_a_suffix_and_nothing_is_overwritten() throws IOException {
        drop("draft", "twin.txt", "One.");
        await().untilAsserted(() -> assertThat(names("inbox/draft/.done")).contains("twin.txt"));
        drop("draft", "twin.txt", "Two.");

        await().untilAsserted(
                        () -> assertThat(names("inbox/draft/.done").stream().filter(name -> name.startsWith("twin")))
                                .hasSize(2));
        assertThat(names("outbox/draft").stream().filter(name -> name.startsWith("twin")))
                .hasSize(2);
    }

    @Test
    void a_file_that_cannot_be_answered_is_kept_with_the_reason() throws IOException {
        drop("draft", "empty.txt", "");
        drop("draft", "broken.json", "{\"text\":");
        drop("draft", "secret.pdf", Files.readAllBytes(Path.of("tests/documents/encrypted.pdf")));
        drop("down", "any.txt", "Anybody there?");
        drop("nowhere", "lost.txt", "Who reads this?");

        await().untilAsserted(() -> {
            assertThat(names("inbox/draft/.failed"))
                    .contains("empty.txt", "empty.error.json", "broken.json", "secret.pdf", "secret.error.json");
            assertThat(names("inbox/down/.failed")).containsExactly("any.error.json", "any.txt");
            assertThat(names("inbox/nowhere/.failed")).containsExactly("lost.error.json", "lost.txt");
        });
        assertThat(Files.readString(folder.resolve("inbox/draft/.failed/secret.error.json")))
                .contains("encrypted");
        assertThat(Files.readString(folder.resolve("inbox/down/.failed/any.error.json")))
                .contains("temporarily_unavailable");
        assertThat(Files.readString(folder.resolve("inbox/nowhere/.failed/lost.error.json")))
                .contains("unknown_feature");
    }

    @Test
    void a_file_somebody_still_writes_to_is_left_alone() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/draft"));
        Path file = inbox.resolve("growing.txt");
        long[] writes = {0};
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            Files.writeString(file, "part " + writes[0] + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return ++writes[0] == 25;
        });
        assertThat(names("outbox/draft")).doesNotContain("growing.txt");

        await().untilAsserted(() -> assertThat(names("outbox/draft")).contains("growing.txt"));
    }
}
