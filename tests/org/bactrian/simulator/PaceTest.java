package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbered pieces, one after the other. */
final class PaceTest {
    private static final int MANY = 200;

    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void as_many_pieces_come_as_were_asked_for(Tongue tongue) throws Exception {
        Ask ask = Ask.model("sim-x?chunks=1000").maxTokens(1);

        List<String> pieces = sim.events(tongue, ask).stream()
                .map(tongue::pieceOf)
                .filter(piece -> !piece.isEmpty())
                .toList();

        assertThat(pieces)
                .containsExactlyElementsOf(IntStream.range(0, 1000)
                        .mapToObj(i -> i == 0 ? "w0" : " w" + i)
                        .toList());
        assertThat(tongue.textOf(sim.json(tongue, ask))).isEqualTo(String.join("", pieces));
    }

    @Test
    void no_pieces_are_a_complete_answer() throws Exception {
        List<Sse> events = sim.events(Tongue.OPENAI, Ask.model("sim-x?chunks=0"));

        assertThat(Tongue.OPENAI.textOf(events)).isEmpty();
        assertThat(Tongue.OPENAI.isLast(events.get(events.size() - 1))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void pieces_come_with_pauses_between_them(Tongue tongue) throws Exception {
        long start = System.nanoTime();

        sim.answer(tongue, Ask.model("sim-x?chunks=5&every=30ms").streamed());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void pieces_come_one_by_one() throws Exception {
        try (Wiretap tap =
                sim.tap(Tongue.OPENAI, Ask.model("sim-x?chunks=2&every=10m").streamed())) {
            assertThat(tap.await("w0", "\n\n")).doesNotContain("w1");
        }
    }

    @Test
    void slow_streams_run_side_by_side() {
        Ask ask = Ask.model("sim-x?chunks=3&every=100ms&delay=100ms").streamed();
        long start = System.nanoTime();

        List<CompletableFuture<String>> streams =
                IntStream.range(0, MANY).mapToObj(i -> later(ask)).toList();

        assertThat(streams).allSatisfy(stream -> assertThat(stream.join()).endsWith("data: [DONE]\n\n"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100L * MANY));
    }

    private CompletableFuture<String> later(Ask ask) {
        return sim.client()
                .sendAsync(sim.ask(Tongue.OPENAI, ask).build(), BodyHandlers.ofString())
                .thenApply(response -> {
                    if (response.statusCode() != 200) {
                        throw new CompletionException(new AssertionError(response.body()));
                    }
                    return response.body();
                });
    }
}
