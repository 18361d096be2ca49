package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts it wrongly, checks it, or stops it. */
class CommandLineTest {
    @TempDir
    Path folder;

    private TestFolder application() {
        return new TestFolder(folder).feature("echo", "good");
    }

    private String failedStart() {
        try (Command command = Command.java(folder, "run")) {
            assertThat(command.awaitExit()).isEqualTo(1);
            return command.output();
        }
    }

    @Test
    void a_port_in_use_is_one_clear_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            application()
                    .property("camel.server.port", Integer.toString(taken.getLocalPort()))
                    .complete("features");

            assertThat(failedStart().strip().lines())
                    .containsExactly("bactrian: Port " + taken.getLocalPort()
                            + " is in use: stop what holds it or set camel.server.port");
        }
    }

    @Test
    void a_port_of_the_broker_in_use_is_one_clear_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            application().property("llm.broker.port", port).complete("features", "queue");

            assertThat(failedStart().strip().lines())
                    .containsExactly("bactrian: Port " + port
                            + " of the queue broker is in use: stop what holds it or set llm.broker.port");
        }
    }

    @Test
    void a_store_another_process_has_open_is_one_clear_line() throws SQLException {
        application().complete("features");
        try (Books other = new Books(folder)) {
            assertThat(other.column("select 1")).hasSize(1);

            assertThat(failedStart().strip().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("in use by another process");
        }
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_one_clear_line() throws IOException {
        Files.writeString(folder.resolve("a-file"), "not a folder");
        application().property("llm.data-dir", "a-file").complete("features");

        assertThat(failedStart().strip().lines()).hasSize(1).first().asString().contains("cannot be written to");
    }

    @Test
    void a_broken_feature_file_is_told_with_file_line_and_remedy() {
        application()
                .write("features/echo.yaml", "prompt: plain.v1\nmodel: [good]\n")
                .complete("features");

        assertThat(failedStart())
                .contains("features/echo.yaml:2: model: is not a key of this file. Did you mean \"models:");
    }

    @Test
    void an_address_reachable_from_outside_is_refused_while_there_are_no_keys() {
        application().property("camel.server.host", "0.0.0.0").complete("features");

        assertThat(failedStart()).contains("camel.server.host").contains("API keys");
    }

    @Test
    void a_mistyped_or_premature_key_is_told() {
        application().property("llm.inboxx", "in").property("llm.gate", "on").complete("features");

        assertThat(failedStart())
                .contains("llm.inboxx: is not a key of Bactrian. Did you mean \"llm.inbox\"?")
                .contains("llm.gate: has no effect in this version");
    }

    @Test
    void check_tells_every_fault_and_ends_with_1() {
        application()
                .write("features/one.yaml", "prompt: nope.v1\nmodels: [bad]\n")
                .write("features/two.yaml", "prompt: plain.v1\nmodels: [good]\nretry: {attempts: three}\n")
                .complete();

        try (Command command = Command.java(folder, "check")) {
            assertThat(command.awaitExit()).isEqualTo(1);
            assertThat(command.output())
                    .contains("features/one.yaml:1: prompt", "features/one.yaml:2: models.0", "3 faults")
                    .contains("features/two.yaml:3: retry.attempts");
        }
    }

    @Test
    void check_says_so_when_all_is_good() {
        application().complete();

        try (Command command = Command.java(folder, "check")) {
            assertThat(command.awaitExit()).isZero();
            assertThat(command.output()).contains("Good: 1 features, 2 prompts, 1 schemas, 1 models");
        }
    }

    @Test
    void a_signal_to_end_lets_calls_in_flight_finish() {
        int port = Ports.free();
        application()
                .model("slow", "sim-slow?delay=2s")
                .feature("slow", "slow")
                .property("camel.server.port", Integer.toString(port))
                .complete("features");

        try (Command command = Command.java(folder, "run")) {
            Client client = new Client(command.awaitReady());
            var reply = client.askLater("slow", "hello");
            client.awaitSeen(1);
            command.terminate();

            assertThat(reply.join().statusCode()).isEqualTo(200);
            assertThat(command.awaitExit()).isZero();
        }
    }

    @Test
    void the_ready_line_is_the_last_one_and_says_how_long_it_took() {
        application()
                .property("camel.server.port", Integer.toString(Ports.free()))
                .complete("features");

        try (Command command = Command.java(folder, "run")) {
            String url = command.awaitReady();
            assertThat(command.output().strip().lines().reduce((a, b) -> b).orElse(""))
                    .matches("Bactrian ready on " + url + " in \\d+ ms");
        }
    }
}
