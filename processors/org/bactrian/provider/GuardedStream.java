package org.bactrian.provider;

import java.io.IOException;
import java.io.InputStream;

/** A response body that is bounded in size and time; closing it half read closes the connection. */
final class GuardedStream extends InputStream {
    private final InputStream in;
    private final Attempt attempt;
    private final Watchdog.Watch watch;
    private long bytes;
    private boolean ended;

    GuardedStream(InputStream in, Attempt attempt, Watchdog.Watch watch) {
        this.in = in;
        this.attempt = attempt;
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            if (count < 0) {
                end();
            } else {
                bytes += count;
                checkSize();
            }
            return count;
        } catch (IOException | RuntimeException e) {
            end();
            throw StoppedException.explain(attempt, e);
        }
    }

    private void checkSize() throws IOException {
        if (bytes > attempt.bounds().maxBytes()) {
            attempt.stop(Attempt.Stop.TOO_LARGE);
            throw new IOException(
                    "the answer is larger than " + attempt.bounds().maxBytes() + " bytes");
        }
    }

    private void end() {
        ended = true;
        watch.end();
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            attempt.stop(Attempt.Stop.CALLER_LEFT);
            end();
        }
        in.close();
    }
}
