package org.bactrian.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as the WHATWG HTML standard defines them (section 9.2). An event is given as soon as its
 * blank line has been read: nothing beyond it is waited for. Not thread-safe.
 */
public final class SseReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader in;
    private final int mostChars;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private boolean hasData;
    private boolean afterReturn;
    private boolean started;

    /** Never says that more is ready: a gzip stream always does, and a decoder that believes it waits for more. */
    private static final class Unhurried extends FilterInputStream {
        private Unhurried(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /**
     * Reads UTF-8; malformed bytes become replacement characters.
     *
     * @param mostChars of one line and of the data of one event
     */
    public SseReader(InputStream in, int mostChars) {
        this.in = new InputStreamReader(new Unhurried(in), StandardCharsets.UTF_8);
        this.mostChars = mostChars;
    }

    /**
     * The next event that has data; null at the end of the stream, where an unfinished event is dropped.
     *
     * @throws IOException if the stream breaks or an event is longer than allowed
     */
    public @Nullable SseEvent next() throws IOException {
        while (readLine()) {
            if (line.length() > 0) {
                field();
            } else if (hasData) {
                return taken();
            } else {
                name = "";
            }
        }
        return null;
    }

    private SseEvent taken() {
        SseEvent event = new SseEvent(name, data.toString());
        name = "";
        data.setLength(0);
        hasData = false;
        return event;
    }

    /** Reads to the end of a line, which is CRLF, LF or CR; after a CR the LF may follow later. */
    private boolean readLine() throws IOException {
        line.setLength(0);
        int next = in.read();
        while (next >= 0) {
            boolean skipped = next == '\n' && afterReturn;
            afterReturn = next == '\r';
            if (!skipped) {
                if (next == '\n' || next == '\r') {
                    started = true;
                    return true;
                }
                append(line, (char) next);
            }
            next = in.read();
        }
        return false;
    }

    private void append(StringBuilder text, char next) throws IOException {
        if (started || next != BYTE_ORDER_MARK) {
            text.append(next);
        }
        started = true;
        if (text.length() > mostChars) {
            throw new IOException("an event has more than " + mostChars + " characters");
        }
    }

    private void field() throws IOException {
        int colon = line.indexOf(":");
        String field = colon < 0 ? line.toString() : line.substring(0, colon);
        int from = colon < 0 ? line.length() : colon + 1;
        if (from < line.length() && line.charAt(from) == ' ') {
            from++;
        }
        if (field.equals("data")) {
            data(from);
        } else if (field.equals("event")) {
            name = line.substring(from);
        }
    }

    private void data(int from) throws IOException {
        if (hasData) {
            data.append('\n');
        }
        hasData = true;
        data.append(line, from, line.length());
        if (data.length() > mostChars) {
            throw new IOException("an event has more than " + mostChars + " characters");
        }
    }
}
