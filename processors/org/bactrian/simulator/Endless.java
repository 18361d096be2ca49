package org.bactrian.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;

/** Responses that go on for ever and say nothing. */
final class Endless {
    private static final long FLOOD_PAUSE_MS = 10;

    private Endless() {}

    /** The headers, the first byte and then one after the other. */
    static Stream<Frame> drip(String first, String next, long pause) {
        return Stream.concat(
                Stream.of(Frame.HEAD, new Frame(Buffer.buffer(first), pause, 0)), repeat(Buffer.buffer(next), pause));
    }

    static Stream<Frame> flood(Buffer bytes) {
        return Stream.concat(Stream.of(Frame.HEAD), repeat(bytes, FLOOD_PAUSE_MS));
    }

    private static Stream<Frame> repeat(Buffer bytes, long pause) {
        Frame frame = new Frame(bytes, pause, 0);
        return Stream.generate(() -> frame);
    }
}
