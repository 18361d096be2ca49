package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A file that grows long has a second thing in it. */
final class SizesTest {
    private static final long MAX_LINES = 200;

    @Test
    void no_source_file_is_longer_than_two_hundred_lines() {
        Map<String, Long> lines = new TreeMap<>();
        House.walk(Path.of("processors"))
                .filter(file -> file.toString().endsWith(".java"))
                .forEach(file ->
                        lines.put(file.toString(), House.read(file).lines().count()));

        assertThat(lines).isNotEmpty();
        assertThat(lines.entrySet().stream().filter(file -> file.getValue() > MAX_LINES))
                .as("files over %d lines (of %d files, the median %d lines)", MAX_LINES, lines.size(), median(lines))
                .isEmpty();
    }

    private static long median(Map<String, Long> lines) {
        List<Long> sorted = lines.values().stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
