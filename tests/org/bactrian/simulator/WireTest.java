package org.bactrian.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.bactrian.OwnThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Right answers in unusual bytes. */
final class WireTest {
    private static final long HUNDRED_MEGABYTES = 100_000_000;
    private static final String FOREIGN = "Grüße 東京 🐫 Thank you";

    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void characters_are_cut_between_reads(Tongue tongue) throws Exception {
        for (Ask ask : List.of(Ask.fault("split-utf8"), Ask.fault("split-utf8").streamed())) {
            try (Wiretap tap = sim.tap(tongue, ask)) {
                List<String> reads = tap.readsUntil("Thank");

                assertThat(reads).filteredOn(read -> isCut(read)).hasSizeGreaterThan(3);
            }
        }
        assertThat(tongue.textOf(sim.events(tongue, Ask.fault("split-utf8")))).startsWith(FOREIGN);
        assertThat(tongue.textOf(sim.json(tongue, Ask.fault("split-utf8")))).startsWith(FOREIGN);
    }

    private static boolean isCut(String read) {
        return new String(read.getBytes(ISO_8859_1), UTF_8).contains("\uFFFD");
    }

    @ParameterizedTest
    @EnumSource
    void lines_can_end_in_any_of_three_ways(Tongue tongue) throws Exception {
        String crlf = sim.answer(tongue, Ask.fault("crlf&chunks=3").streamed()).body();
        String cr = sim.answer(tongue, Ask.fault("cr&chunks=3").streamed()).body();

        assertThat(crlf.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(cr).contains("\r\r").doesNotContain("\n");
        assertThat(tongue.textOf(Sse.parse(crlf))).isEqualTo("w0 w1 w2");
        assertThat(tongue.textOf(Sse.parse(cr))).isEqualTo("w0 w1 w2");
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_can_be_packed_though_nobody_asked(Tongue tongue) throws Exception {
        assertThat(tongue.textOf(Sim.MAPPER.readTree(unpacked(tongue, Ask.fault("gzip&chunks=3")))))
                .isEqualTo("w0 w1 w2");
        assertThat(tongue.textOf(
                        Sse.parse(unpacked(tongue, Ask.fault("gzip&chunks=3").streamed()))))
                .isEqualTo("w0 w1 w2");
    }

    @Test
    void packed_events_can_be_unpacked_as_they_come() throws Exception {
        Ask ask = Ask.fault("gzip&chunks=2&every=10m").streamed();
        HttpResponse<InputStream> response =
                sim.client().send(sim.ask(Tongue.OPENAI, ask).build(), BodyHandlers.ofInputStream());

        try (InputStream packed = response.body()) {
            String seen = CompletableFuture.supplyAsync(() -> firstPiece(packed), new OwnThreads())
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThat(seen).doesNotContain("w1");
        }
    }

    private static String firstPiece(InputStream packed) {
        try {
            InputStream body = new GZIPInputStream(packed);
            StringBuilder seen = new StringBuilder();
            while (!seen.toString().contains("w0")) {
                seen.append((char) body.read());
            }
            return seen.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String unpacked(Tongue tongue, Ask ask) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                sim.client().send(sim.ask(tongue, ask).build(), BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (InputStream body = new GZIPInputStream(response.body())) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_right_answer_can_have_the_wrong_type(Tongue tongue) throws Exception {
        for (Ask ask :
                List.of(Ask.fault("content-type"), Ask.fault("content-type").streamed())) {
            HttpResponse<String> response = sim.answer(tongue, ask);

            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain");
            assertThat(response.body()).contains("parcel");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_huge_answer_has_a_hundred_megabytes(Tongue tongue) throws Exception {
        assertThat(length(tongue, Ask.fault("huge"))).isBetween(HUNDRED_MEGABYTES, HUNDRED_MEGABYTES * 11 / 10);
        assertThat(length(tongue, Ask.fault("huge").streamed()))
                .isBetween(HUNDRED_MEGABYTES, HUNDRED_MEGABYTES * 11 / 10);
        assertThat(sim.bill().totals().outputTokens()).isEqualTo(2 * Huge.TOKENS);
    }

    private long length(Tongue tongue, Ask ask) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                sim.client().send(sim.ask(tongue, ask).build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] buffer = new byte[1 << 16];
            long length = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                length += read;
            }
            return length;
        }
    }
}
