package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answer files appear whole and never replace another. */
final class AtomicFileTest {
    private static final String ID = "0193a1b2-c3d4-7000-8000-000000000001";

    @TempDir
    Path folder;

    @Test
    void a_file_is_written_with_the_folders_it_needs() throws IOException {
        Path outbox = folder.resolve("outbox/triage");

        Path written = AtomicFile.write(outbox, "a.json", ID, "{}".getBytes(UTF_8));

        assertThat(written).isEqualTo(outbox.resolve("a.json")).hasContent("{}");
    }

    @Test
    void a_taken_name_is_never_replaced() throws IOException {
        Files.writeString(folder.resolve("a.json"), "old");

        Path written = AtomicFile.write(folder, "a.json", ID, "new".getBytes(UTF_8));

        assertThat(folder.resolve("a.json")).hasContent("old");
        assertThat(written).isEqualTo(folder.resolve("a-0193a1b2.json")).hasContent("new");
    }

    @Test
    void nothing_else_is_left_behind() throws IOException {
        AtomicFile.write(folder, "a.json", ID, "{}".getBytes(UTF_8));

        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void nothing_is_left_behind_by_a_failure_either() {
        assertThatThrownBy(() -> AtomicFile.write(folder, "no/such/folder.json", ID, new byte[0]))
                .isInstanceOf(IOException.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sixteen_threads_with_one_name_leave_sixteen_files() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Path>> writes = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                byte[] content = ("answer " + i).getBytes(UTF_8);
                String id = UUID.randomUUID().toString();
                writes.add(threads.submit(() -> AtomicFile.write(folder, "a.json", id, content)));
            }
            for (int i = 0; i < 16; i++) {
                assertThat(writes.get(i).get()).hasContent("answer " + i);
            }
            assertThat(names()).hasSize(16);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoever_sees_the_file_sees_all_of_it() throws Exception {
        byte[] content = "x".repeat(1 << 20).getBytes(UTF_8);
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> alwaysWhole = thread.submit(() -> watch(content.length, ended));
            for (int i = 0; i < 20; i++) {
                AtomicFile.write(folder, "a.json", UUID.randomUUID().toString(), content);
            }
            ended.set(true);

            assertThat(alwaysWhole.get()).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    private boolean watch(long size, AtomicBoolean ended) throws IOException {
        boolean whole = true;
        while (!ended.get()) {
            for (String name : names()) {
                whole &= Files.size(folder.resolve(name)) == size;
            }
        }
        return whole;
    }

    /** Names of what a reader of the folder looks at: hidden files are none of it. */
    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
