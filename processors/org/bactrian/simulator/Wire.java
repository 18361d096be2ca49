package org.bactrian.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;

/** Faults of the bytes themselves, whatever they say. */
final class Wire {
    private static final int TOP_BITS = 0xC0;
    private static final int CONTINUATION = 0x80;
    /** Long enough for the two halves to arrive one by one. */
    private static final long CUT_PAUSE_MS = 2;

    private Wire() {}

    static Stream<Frame> carry(Fault fault, Stream<Frame> frames) {
        return switch (fault) {
            case SPLIT_UTF8 -> frames.flatMap(Wire::cut);
            case GZIP -> Gzip.pack(frames);
            default -> frames;
        };
    }

    static Script label(Fault fault, Script script) {
        return switch (fault) {
            case GZIP -> script.header("Content-Encoding", "gzip");
            case CONTENT_TYPE -> script.header("Content-Type", "text/plain");
            default -> script;
        };
    }

    /** Cuts a frame within each of its characters that has more than one byte. */
    private static Stream<Frame> cut(Frame frame) {
        Stream.Builder<Frame> parts = Stream.builder();
        Buffer bytes = frame.bytes();
        int start = 0;
        for (int i = 1; i < bytes.length(); i++) {
            if ((bytes.getByte(i) & TOP_BITS) == CONTINUATION && (bytes.getByte(i - 1) & TOP_BITS) == TOP_BITS) {
                parts.add(new Frame(bytes.slice(start, i), start == 0 ? frame.pause() : CUT_PAUSE_MS, 0));
                start = i;
            }
        }
        long pause = start == 0 ? frame.pause() : CUT_PAUSE_MS;
        return parts.add(new Frame(bytes.slice(start, bytes.length()), pause, frame.tokens()))
                .build();
    }
}
