package org.bactrian.bench;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What the caller of one stream has got so far; times are those of {@link System#nanoTime}. Used by one event loop. */
final class Received {
    private static final String PIECE = "\"content\":\"w0";
    private static final int OK = 200;

    private final long began = System.nanoTime();
    private final Buffer bytes = Buffer.buffer();
    private long firstAt;
    private long endedAt;
    private int status;
    private String failure = "";

    /** Looks at no more than the first content asks for: the rest is read when the load is over. */
    void take(Buffer part) {
        bytes.appendBuffer(part);
        if (firstAt == 0 && bytes.toString().contains(PIECE)) {
            firstAt = System.nanoTime();
        }
    }

    void status(int told) {
        status = told;
    }

    void end(Throwable thrown) {
        endedAt = System.nanoTime();
        failure = thrown == null ? "" : thrown.toString();
    }

    /** The time to the first byte of content, of those that got any. */
    static Latencies firstContents(List<Received> all) {
        return Latencies.of(all.stream().filter(one -> one.firstAt != 0).mapToLong(one -> one.firstAt - one.began));
    }

    long endedAt() {
        return endedAt;
    }

    /** Why it is no good before anybody reads it; empty if it was answered and ended. */
    String failure() {
        if (endedAt == 0) {
            return "did not end";
        }
        return failure.isEmpty() && status != OK ? "status " + status + " " + bytes : failure;
    }

    boolean says(String part) {
        return bytes.toString().contains(part);
    }

    /** The data of each event. */
    List<String> events() {
        return bytes.toString()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }
}
