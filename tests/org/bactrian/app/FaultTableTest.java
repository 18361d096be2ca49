package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.bactrian.provider.LlmHttpComponent;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault an upstream can have, on every dialect, whole and streamed; docs/faults.md is what this saw. */
final class FaultTableTest {
    private static final List<String> DIALECTS = List.of("openai", "anthropic", "gemini");
    private static final int AT_ONCE = 12;

    @TempDir
    Path folder;

    @Test
    void no_fault_of_an_upstream_reaches_the_caller_raw() throws Exception {
        List<FaultRun> runs = runs();
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = connected(full);
                Socket second = connected(full)) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            TestFolder files = files(provider.port(), full.getLocalPort());
            runs.forEach(run -> run.define(files));
            try (TestApp app = files.start("features")) {
                meet(runs, app);
                nothingIsLeft(app, provider);
                runs.forEach(run -> run.look(provider));
            }
        }
        try (Books books = new Books(folder)) {
            String seen = new FaultTable(books).of(runs);
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target/faults.md"), seen);

            assertThat(runs).allSatisfy(run -> assertThat(run.caller())
                    .as("%s on %s", run.fault().name(), run.name())
                    .doesNotContain("500 ")
                    .isNotBlank());
            assertThat(withoutTimes(Files.readString(Path.of("docs/faults.md"))))
                    .as("docs/faults.md is out of date: copy target/faults.md over it, if what it says is right")
                    .isEqualTo(withoutTimes(seen));
        }
    }

    private static List<FaultRun> runs() {
        List<FaultRun> runs = new ArrayList<>();
        for (FaultCase fault : FaultCase.all()) {
            for (boolean streamed : new boolean[] {false, true}) {
                DIALECTS.forEach(dialect -> runs.add(new FaultRun(fault, dialect, streamed)));
            }
        }
        return runs;
    }

    private TestFolder files(int simulator, int full) {
        TestFolder files = new TestFolder(folder);
        for (String dialect : DIALECTS) {
            files.provider("sim-" + dialect, settings(dialect, "http", simulator));
            files.provider("refused-" + dialect, settings(dialect, "http", Ports.free()));
            files.provider("blackhole-" + dialect, settings(dialect, "http", full));
            files.provider("tls-" + dialect, settings(dialect, "https", simulator));
            files.modelOf("sim-" + dialect, "good-" + dialect, "sim-good");
        }
        return files;
    }

    private static String settings(String dialect, String scheme, int port) {
        String path = dialect.equals("openai") ? "v1" : dialect.equals("gemini") ? "gemini/v1beta" : "anthropic/v1";
        return "dialect: " + dialect + ", baseUrl: \"" + scheme + "://127.0.0.1:" + port + "/simulator/" + path + "\"";
    }

    /** Two connections that nobody accepts fill a backlog of one; what comes then is not answered at all. */
    private static Socket connected(ServerSocket full) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
        return socket;
    }

    private static void meet(List<FaultRun> runs, TestApp app) {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            runs.get(0).run(app); // alone, because the first call of all is slow
            CompletableFuture.allOf(runs.stream()
                            .skip(1)
                            .map(run -> CompletableFuture.runAsync(() -> run.run(app), callers))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            callers.shutdownNow();
        }
    }

    private static void nothingIsLeft(TestApp app, SimulatorServer provider) {
        var http = app.app().context().getComponent("llm-http", LlmHttpComponent.class);
        var pool = (PoolingHttpClientConnectionManager) http.getClientConnectionManager();
        await().untilAsserted(() -> {
            assertThat(pool.getTotalStats().getLeased())
                    .as("connections leased")
                    .isZero();
            assertThat(provider.bill().open())
                    .as("answers the provider still writes")
                    .isZero();
            assertThat(app.app().installation().engine().lanesOfModels().values())
                    .as("places taken")
                    .allMatch(lane -> lane.gate().running() == 0 && lane.gate().waiting() == 0);
            assertThat(Thread.getAllStackTraces().values().stream()
                            .flatMap(Arrays::stream)
                            .map(StackTraceElement::getClassName))
                    .as("frames of calls")
                    .noneMatch(frame -> frame.startsWith("org.bactrian.provider."));
        });
    }

    private static String withoutTimes(String table) {
        return table.replaceAll("\\| (at once|after [0-9.]+ s) \\|", "| |");
    }
}
