package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that answers a byte at a time for ever: no socket timeout ever fires, only a deadline ends it. */
class DrippingProviderTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";

    @TempDir
    Path folder;

    @Test
    void a_call_ends_at_its_deadline_though_bytes_keep_coming() throws Exception {
        ScheduledExecutorService drips = Executors.newScheduledThreadPool(2);
        try (ServerSocket provider = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            drips.execute(() -> serve(provider, drips));
            TestFolder files = new TestFolder(folder)
                    .property("simulator.port", Integer.toString(provider.getLocalPort()))
                    .feature("drips", "good");
            try (TestApp app = files.start("features")) {
                Reply reply = app.askLater("drips", "hello", "Llm-Deadline-Ms", "600")
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();

                assertThat(reply.code()).isEqualTo("deadline_exceeded");
            }
        } finally {
            drips.shutdownNow();
        }
    }

    private static void serve(ServerSocket provider, ScheduledExecutorService drips) {
        try {
            Socket socket = provider.accept();
            socket.getOutputStream().write(HEAD.getBytes(UTF_8));
            drips.scheduleAtFixedRate(() -> drip(socket), 0, 50, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException("the caller hung up, as it should", e);
        }
    }
}
