package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.bactrian.provider.Lane;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers of streams who leave, and callers who do not read. */
final class StreamLeaveTest {
    private static final String HEAD =
            "POST /v1/features/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nAccept: text/event-stream\r\n"
                    + "Content-Length: 5\r\n\r\nhello";

    @TempDir
    Path folder;

    private TestApp start(SimulatorServer provider) {
        return new TestFolder(folder)
                .property("simulator.port", Integer.toString(provider.port()))
                .property("llm.stream.slow-reader", "6s")
                .property("llm.max-body", "200MB")
                .model("slow", "sim-slow?chunks=2000&every=50ms")
                .model("huge", "sim-huge?fault=huge")
                .feature("slow", "slow", "timeouts: {attempt: 200s, total: 300s}", "budget: {monthly: 10}")
                .model("long", "sim-long?chunks=100000")
                .feature("long", "long", "timeouts: {idle: 400ms, attempt: 200s, total: 300s}")
                .feature("huge", "huge", "timeouts: {attempt: 200s, total: 300s}")
                .start("features");
    }

    private static Socket ask(TestApp app, String feature) throws IOException {
        URI uri = URI.create(app.url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16_384);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.getOutputStream().write(HEAD.formatted(feature).getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static void readParts(Socket socket, int parts) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        int seen = 0;
        while (seen < parts) {
            String line = in.readLine();
            seen += line != null && line.startsWith("data:") ? 1 : 0;
        }
    }

    private static boolean everythingIsFree(TestApp app, SimulatorServer provider) {
        return provider.bill().open() == 0
                && app.app().installation().engine().lanesOfModels().values().stream()
                        .map(Lane::gate)
                        .allMatch(gate -> gate.running() == 0);
    }

    @Test
    void a_caller_who_leaves_stops_the_model_at_once_and_pays_for_what_had_come() throws Exception {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"))) {
            try (TestApp app = start(provider)) {
                try (Socket caller = ask(app, "slow")) {
                    readParts(caller, 5);
                    assertThat(provider.bill().open()).isEqualTo(1);
                }
                await().until(() -> everythingIsFree(app, provider));
                await().untilAsserted(() ->
                        assertThat(app.get("/observe/metrics").body()).contains("outcome=\"deadline_exceeded\""));
                assertThat(app.app()
                                .installation()
                                .engine()
                                .lanesOfModels()
                                .get("slow")
                                .breaker()
                                .getMetrics()
                                .getNumberOfBufferedCalls())
                        .as("calls the breaker counted, as good or bad")
                        .isZero();
            }
            long sent = provider.bill().totals().outputTokens();
            assertCounted(sent);
        }
    }

    @Test
    void a_slow_reader_is_no_stall_of_the_provider() throws Exception {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
                TestApp app = start(provider);
                Socket caller = ask(app, "long")) {
            BufferedReader in = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8));
            in.readLine();
            Instant later = Instant.now().plusMillis(3_500); // longer than idle, shorter than a reader may take
            await().until(() -> Instant.now().isAfter(later));

            long parts = in.lines()
                    .filter(line -> line.startsWith("data:"))
                    .takeWhile(line -> !line.equals("data: [DONE]"))
                    .count();

            assertThat(parts).isGreaterThan(100_000);
        }
    }

    private void assertCounted(long sent) throws SQLException {
        try (Books books = new Books(folder)) {
            assertThat(books.column("select kind from entry")).containsExactly("counted");
            assertThat(books.sum("held", "budget")).isEqualByComparingTo("0");
            assertThat(books.sum("output_tokens", "entry").longValue()).isBetween(5L, sent);
        }
    }

    private static long bytesBeforeTheReset(Socket caller) {
        AtomicLong read = new AtomicLong();
        byte[] buffer = new byte[65_536];
        assertThatThrownBy(() -> {
                    int count = caller.getInputStream().read(buffer);
                    while (count >= 0) {
                        read.addAndGet(count);
                        count = caller.getInputStream().read(buffer);
                    }
                })
                .hasMessageContaining("reset");
        return read.get();
    }

    @Test
    void a_caller_who_does_not_read_is_cut_off_and_holds_no_memory() throws Exception {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
                TestApp app = start(provider);
                Socket caller = ask(app, "huge")) {
            await().until(() -> provider.bill().open() == 1);

            await().atMost(Duration.ofSeconds(30)).until(() -> everythingIsFree(app, provider));
            assertThat(bytesBeforeTheReset(caller))
                    .as("what of the megabytes written for him he can still read")
                    .isLessThan(1_000_000);
            assertThat(provider.bill().totals().outputTokens())
                    .as("tokens of a 100 MB answer that were written before its reader was given up")
                    .isLessThan(10_000_000);
        }
    }
}
