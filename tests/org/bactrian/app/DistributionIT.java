package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a user unpacks it: its script, its own application, and an application elsewhere. */
class DistributionIT {
    private static final Path SCRIPT = Path.of("target/bactrian/bin/bactrian").toAbsolutePath();

    @TempDir
    static Path folder;

    @BeforeAll
    static void script_is_executable() {
        assertThat(SCRIPT).isExecutable();
    }

    private static Command bactrian(Path where, String options, String... arguments) {
        List<String> line = new ArrayList<>(List.of("env", "JAVA_OPTS=" + options, SCRIPT.toString()));
        line.addAll(List.of(arguments));
        return Command.start(where, line);
    }

    private static String ownPorts() {
        return "-Dcamel.server.port=" + Ports.free() + " -Dllm.broker.port=" + Ports.free() + " -Dllm.data-dir="
                + folder.resolve("data");
    }

    @Test
    void its_own_application_runs_in_a_folder_that_has_none_answers_the_samples_and_ends_well() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        try (Command command = bactrian(empty, ownPorts(), "run")) {
            Client client = new Client(command.awaitReady());
            String ticket = Files.readString(Path.of("samples/tickets/double-charge.txt"));

            assertThat(client.askLater("ticket-triage", ticket).join().body()).contains("\"team\":\"billing\"");
            assertThat(client.askLater("reply-draft", ticket).join().statusCode())
                    .isEqualTo(200);
            command.terminate();
            assertThat(command.awaitExit()).isZero();
        }
    }

    @Test
    void check_finds_the_shipped_files_good() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("check"));
        try (Command command = bactrian(empty, "", "check")) {
            assertThat(command.awaitExit()).isZero();
            assertThat(command.output()).contains("Good: 3 features");
        }
    }

    @Test
    void an_application_in_the_current_folder_comes_first() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        new TestFolder(own)
                .write("features/bad.yaml", "prompt: nope.v1\nmodels: [good]\n")
                .complete();

        try (Command command = bactrian(own, "", "check")) {
            assertThat(command.awaitExit()).isEqualTo(1);
            assertThat(command.output()).contains("features/bad.yaml:1: prompt");
        }
    }

    @Test
    void the_version_is_the_jars() {
        try (Command command = bactrian(folder, "", "--version")) {
            assertThat(command.awaitExit()).isZero();
            assertThat(command.output()).contains("Bactrian 0.1.0");
        }
    }
}
