package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test that can be passed over in silence proves nothing: none is disabled, none assumes its way out, none sleeps. */
class NoSkippedTestsTest {
    private static final List<String> WAYS_OUT =
            List.of("@Dis" + "abled", "Assum" + "ptions.", "assume" + "That(", "Thread.sle" + "ep(", "Mock" + "ito");

    @Test
    void no_test_can_be_skipped_sleeps_or_mocks() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("tests"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(WAYS_OUT));
        }
    }
}
