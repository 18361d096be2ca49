package org.bactrian.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what callers cost who ask for a huge stream and do not read it. Start the service on bench/load and the
 * simulator. Usage: SlowReaders SERVICE_URL SIMULATOR_URL SERVICE_PROCESS.
 */
public final class SlowReaders {
    private static final int READERS = 20;
    private static final int BUFFER = 1 << 16;
    private static final int SILENCE_MS = 5_000;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DONE = "data: [DONE]";
    private static final int LONGEST_END = 100;

    private SlowReaders() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.printf("(d) %d callers who do not read a stream of 100 MB, cut after 3 s%n", READERS);
        SimulatorBill bill = new SimulatorBill(arguments[1]);
        Footprint footprint = new Footprint(arguments[2]);
        List<Socket> sockets = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            sockets.add(ask(new Question(arguments[0], "huge", true), reader));
        }
        int most = bill.awaitOpen(READERS, SOON);
        long began = System.nanoTime();
        int open = bill.awaitOpen(0, SOON);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.println(footprint.end());
        long held = Connections.established(URI.create(arguments[0]).getPort());
        System.out.printf(
                Locale.ROOT,
                "open at the simulator %d, after %.1f s %d; connections the service still holds %d%n",
                most,
                seconds,
                open,
                held);
        int cut = 0;
        long bytes = 0;
        for (Socket socket : sockets) {
            Rest rest = rest(socket);
            cut += rest.cut ? 1 : 0;
            bytes += rest.bytes;
        }
        System.out.printf("%d of %d cut; %d KB sent to each on average%n", cut, READERS, bytes / READERS / 1024);
        System.exit(most == READERS && cut == READERS && open == 0 && held == 0 ? 0 : 1);
    }

    private static Socket ask(Question question, int serial) throws IOException {
        URI uri = URI.create(question.baseUrl());
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        Buffer body = question.body(serial);
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        socket.getOutputStream().write(body.getBytes());
        return socket;
    }

    private record Rest(boolean cut, long bytes) {}

    /** Reads what is on its way still: an answer that was cut ends, and without its terminal marker. */
    private static Rest rest(Socket socket) throws IOException {
        byte[] buffer = new byte[BUFFER];
        StringBuilder tail = new StringBuilder();
        long bytes = 0;
        socket.setSoTimeout(SILENCE_MS);
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                tail.append(new String(buffer, 0, count, US_ASCII));
                tail.delete(0, Math.max(0, tail.length() - LONGEST_END));
            }
            return new Rest(tail.indexOf(DONE) < 0, bytes);
        } catch (SocketTimeoutException e) {
            return new Rest(false, bytes);
        } catch (IOException e) {
            return new Rest(true, bytes); // reset
        }
    }
}
