package org.bactrian.simulator;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Compresses a response write by write, each so that it can be unpacked when it arrives. */
final class Gzip {
    private static final int BUFFER = 512;

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final GZIPOutputStream packer;

    private Gzip() {
        try {
            packer = new GZIPOutputStream(packed, BUFFER, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Frame> pack(Stream<Frame> frames) {
        Gzip gzip = new Gzip();
        Stream<Frame> last = Stream.of(Frame.HEAD).map(end -> end.with(gzip.finish()));
        return Stream.concat(frames.map(frame -> frame.with(gzip.pack(frame.bytes()))), last);
    }

    private Buffer pack(Buffer bytes) {
        try {
            packer.write(bytes.getBytes());
            packer.flush();
            return taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Buffer finish() {
        try {
            packer.close();
            return taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Buffer taken() {
        Buffer taken = Buffer.buffer(packed.toByteArray());
        packed.reset();
        return taken;
    }
}
