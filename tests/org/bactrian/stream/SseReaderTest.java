package org.bactrian.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-sent events, as the WHATWG HTML standard has them, however the bytes happen to come. */
final class SseReaderTest {
    private static final int MOST = 1_000;
    private static final String THREE =
            "\uFEFFdata: caf\u00E9 \uD83D\uDC2A\n\nevent: delta\ndata: 1\ndata:2\n\n: a comment\nid: 7\ndata\n\n";
    private static final List<SseEvent> READ =
            List.of(new SseEvent("", "caf\u00E9 \uD83D\uDC2A"), new SseEvent("delta", "1\n2"), new SseEvent("", ""));

    /** Gives bytes in the pieces they come in; who reads on waits for ever, which here is a failure. */
    private static final class Line extends InputStream {
        private final List<byte[]> pieces;
        private final boolean ends;
        private byte[] piece = {};
        private int at;

        private Line(boolean ends, List<byte[]> pieces) {
            this.ends = ends;
            this.pieces = new ArrayList<>(pieces);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (at == piece.length && pieces.isEmpty()) {
                return ends ? -1 : fail("it waits for more than it needs");
            }
            if (at == piece.length) {
                piece = pieces.remove(0);
                at = 0;
            }
            int length = Math.min(most, piece.length - at);
            System.arraycopy(piece, at, into, from, length);
            at += length;
            return length;
        }

        @Override
        public int available() {
            return piece.length - at;
        }
    }

    private static SseReader reader(String text) {
        return new SseReader(new ByteArrayInputStream(text.getBytes(UTF_8)), MOST);
    }

    private static List<SseEvent> all(SseReader reader) throws IOException {
        List<SseEvent> events = new ArrayList<>();
        for (SseEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void where_the_bytes_are_split_does_not_matter(String end) throws Exception {
        byte[] bytes = THREE.replace("\n", end).getBytes(UTF_8);

        for (int at = 1; at < bytes.length; at++) {
            Line line = new Line(true, List.of(cut(bytes, 0, at), cut(bytes, at, bytes.length)));
            assertThat(all(new SseReader(line, MOST))).as("split at %d", at).isEqualTo(READ);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void one_byte_at_a_time_is_as_good(String end) throws Exception {
        List<byte[]> single = new ArrayList<>();
        for (byte one : THREE.replace("\n", end).getBytes(UTF_8)) {
            single.add(new byte[] {one});
        }

        assertThat(all(new SseReader(new Line(true, single), MOST))).isEqualTo(READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: 1\n\n", "data: 1\r\r", "data: 1\r\n\r", "data: 1\r\n\r\n"})
    void an_event_is_given_before_anything_more_has_come(String text) throws Exception {
        SseReader reader = new SseReader(new Line(false, List.of(text.getBytes(UTF_8))), MOST);

        assertThat(reader.next()).isEqualTo(new SseEvent("", "1"));
    }

    @Test
    void an_event_of_a_compressed_stream_is_given_before_anything_more_has_come() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        GZIPOutputStream zip = new GZIPOutputStream(sent, true);
        zip.write("data: 1\n\n".getBytes(UTF_8));
        zip.flush();
        InputStream in = new GZIPInputStream(new Line(false, List.of(sent.toByteArray())));

        assertThat(new SseReader(in, MOST).next()).isEqualTo(new SseEvent("", "1"));
    }

    @Test
    void a_line_feed_that_follows_late_ends_no_second_line() throws Exception {
        List<byte[]> pieces = List.of("data: 1\r\n\r".getBytes(UTF_8), "\ndata: 2\r\n\r".getBytes(UTF_8));
        SseReader reader = new SseReader(new Line(false, pieces), MOST);

        assertThat(reader.next()).isEqualTo(new SseEvent("", "1"));
        assertThat(reader.next()).isEqualTo(new SseEvent("", "2"));
    }

    @Test
    void mixed_line_ends_are_read() throws Exception {
        assertThat(all(reader("data: 1\r\ndata: 2\ndata: 3\r\rdata: 4\n\r\n")))
                .containsExactly(new SseEvent("", "1\n2\n3"), new SseEvent("", "4"));
    }

    @Test
    void a_byte_order_mark_counts_as_one_at_the_very_beginning_only() throws Exception {
        assertThat(all(reader("\uFEFFdata: \uFEFF1\n\n"))).containsExactly(new SseEvent("", "\uFEFF1"));
        assertThat(all(reader("\uFEFF\uFEFFdata: 1\n\n"))).isEmpty();
        assertThat(all(reader("\n\uFEFFdata: 1\n\n"))).isEmpty();
    }

    @Test
    void only_one_space_after_the_colon_is_taken_off() throws Exception {
        assertThat(all(reader("data:  1\n\ndata:2\n\ndata:a: b\n\n")))
                .extracting(SseEvent::data)
                .containsExactly(" 1", "2", "a: b");
    }

    @Test
    void an_event_without_data_is_none_and_its_name_is_forgotten() throws Exception {
        assertThat(all(reader("event: ping\n\n: alive\n\ndata: 1\n\n"))).containsExactly(new SseEvent("", "1"));
    }

    @Test
    void an_event_that_is_not_finished_is_dropped() throws Exception {
        for (String rest : List.of("data: 2", "data: 2\n", "data: 2\r\n", "event: a")) {
            assertThat(all(reader("data: 1\n\n" + rest))).containsExactly(new SseEvent("", "1"));
        }
        assertThat(reader("").next()).isNull();
    }

    @Test
    void fields_that_mean_nothing_here_are_passed_over() throws Exception {
        assertThat(all(reader("retry: 5\nid: 1\nData: 2\n data: 3\ndata: 4\n\n")))
                .containsExactly(new SseEvent("", "4"));
    }

    @Test
    void bytes_that_are_not_utf_8_are_replaced() throws Exception {
        byte[] bytes = {'d', 'a', 't', 'a', ':', (byte) 0xC3, '\n', '\n'};

        assertThat(new SseReader(new ByteArrayInputStream(bytes), MOST).next()).isEqualTo(new SseEvent("", "\uFFFD"));
    }

    @Test
    void a_line_or_an_event_that_is_too_long_is_refused() throws Exception {
        String fits = "data:" + "x".repeat(MOST - 5) + "\n\n";
        String lines = ("data:" + "x".repeat(MOST / 4) + "\n").repeat(4) + "\n";

        assertThat(all(reader(fits + fits))).hasSize(2);
        for (String text : List.of("x".repeat(MOST + 1), ":" + "x".repeat(MOST) + "\n", lines)) {
            assertThatThrownBy(() -> all(reader(text)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("1000");
        }
    }
}
