package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who hangs up while embeddings are made stops them. */
final class EmbedLeaveTest {
    private static final String BODY = "{\"model\": \"slow\", \"input\": [\"one\", \"two\"]}";

    @TempDir
    Path folder;

    @Test
    void the_upstream_call_is_stopped_and_settled_when_its_caller_leaves() throws IOException, SQLException {
        try (SimulatorServer provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"))) {
            TestFolder files = new TestFolder(folder)
                    .property("simulator.port", Integer.toString(provider.port()))
                    .model("slow", "sim-slow?delay=60s", "kind: embedding")
                    .write(
                            "features/embeddings.yaml",
                            "timeouts: {attempt: 90s, total: 120s}\nbudget: {monthly: 10}\n");
            try (TestApp app = files.start("embeddings")) {
                hangUpAfterAsking(app, provider);

                await().until(() -> provider.bill().open() == 0);
                await().untilAsserted(() ->
                        assertThat(app.get("/observe/metrics").body()).contains("outcome=\"deadline_exceeded\""));
            }
        }
        try (Books books = new Books(folder)) {
            assertThat(books.column("select kind from entry")).containsExactly("uncertain");
            assertThat(books.sum("held", "budget")).isEqualByComparingTo("0");
        }
    }

    private static void hangUpAfterAsking(TestApp app, SimulatorServer provider) throws IOException {
        URI uri = URI.create(app.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request = "POST /v1/embeddings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            await().until(() -> provider.bill().open() == 1);
        }
    }
}
