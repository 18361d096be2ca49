package org.bactrian.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A bare connection with a request on it. */
final class Wiretap implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;
    private static final int BUFFER = 8192;

    private final Socket socket;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    private Wiretap(Socket socket) {
        this.socket = socket;
    }

    static Wiretap open(int port, String path, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(UTF_8);
        Wiretap tap = announce(port, path, bytes.length);
        tap.socket.getOutputStream().write(bytes);
        return tap;
    }

    /** A request whose body is still to come. */
    static Wiretap announce(int port, String path, int length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nanthropic-version: 2023-06-01\r\n"
                + "Content-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        return new Wiretap(socket);
    }

    /** Reads until all of these texts have come, one after the other. */
    String await(String... texts) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        while (!hasInOrder(texts)) {
            if (read().isEmpty()) {
                throw new IOException("The connection ended after: " + text());
            }
        }
        return text();
    }

    private boolean hasInOrder(String... texts) {
        int from = 0;
        for (String text : texts) {
            int at = text().indexOf(text, from);
            if (at < 0) {
                return false;
            }
            from = at + text.length();
        }
        return true;
    }

    /** Reads to the end of the connection; a reset is an error. */
    String awaitEnd() throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        int before;
        do {
            before = seen.size();
            read();
        } while (seen.size() > before);
        return text();
    }

    /** Whether nothing comes for that long, and the connection stays open. */
    boolean isSilentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** What each read got, until all of the text has come. */
    List<String> readsUntil(String text) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        List<String> reads = new ArrayList<>();
        while (!text().contains(text)) {
            reads.add(read());
        }
        return reads;
    }

    /** Some bytes, as characters of one byte; nothing at the end. */
    private String read() throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream in = socket.getInputStream();
        int length = Math.max(0, in.read(buffer));
        seen.write(buffer, 0, length);
        return new String(buffer, 0, length, ISO_8859_1);
    }

    String text() {
        return seen.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
