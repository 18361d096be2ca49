package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service without budgets that names no store keeps one all the same. */
final class KeptBooksTest {
    @TempDir
    Path folder;

    private TestFolder application() {
        return new TestFolder(folder).property("llm.store.url", "").feature("echo", "good");
    }

    private Reply ask() {
        try (TestApp app = application().start("features")) {
            return app.ask("echo", "hello", "Idempotency-Key", "k-1");
        }
    }

    @Test
    void what_a_key_got_is_known_after_a_restart() {
        Reply first = ask();
        Reply again = ask();

        assertThat(first.header("Llm-Cache")).isEqualTo("miss");
        assertThat(again.header("Llm-Cache")).isEqualTo("replay");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Llm-Cost-Usd")).isEqualTo("0");
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_one_clear_line() throws IOException {
        Files.writeString(folder.resolve("a-file"), "not a folder");
        application().property("llm.data-dir", "a-file").complete("features");

        try (Command command = Command.java(folder, "run")) {
            assertThat(command.awaitExit()).isEqualTo(1);
            assertThat(command.output().strip().lines())
                    .containsExactly("bactrian: The data folder " + folder.resolve("a-file")
                            + " cannot be written to: make it writable or set llm.data-dir");
        }
    }
}
