package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that break, in every dialect; each answer would have four pieces. */
final class StreamFaultsTest {
    private static final int MOMENT_MS = 200;
    private static final String CHUNKED_END = "\r\n0\r\n\r\n";

    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void headers_only_is_silent_after_the_headers(Tongue tongue) throws Exception {
        try (Wiretap tap = tap(tongue, "headers-only")) {
            assertThat(tap.await("200 OK", "text/event-stream", "\r\n\r\n")).endsWith("\r\n\r\n");
            assertThat(tap.isSilentFor(MOMENT_MS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stall_is_silent_after_half_of_the_content(Tongue tongue) throws Exception {
        try (Wiretap tap = tap(tongue, "stall")) {
            assertThat(tap.await("w0", " w1", "\n\n")).doesNotContain("w2");
            assertThat(tap.isSilentFor(MOMENT_MS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_cut_ends_well_for_http_but_not_for_the_answer(Tongue tongue) throws Exception {
        try (Wiretap tap = tap(tongue, "cut")) {
            tap.await("w0", " w1", CHUNKED_END);
        }

        List<Sse> events = events(tongue, "cut");

        assertThat(tongue.textOf(events)).isEqualTo("w0 w1");
        assertThat(events).noneMatch(tongue::isLast);
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_in_the_middle_is_a_tcp_reset(Tongue tongue) throws Exception {
        try (Wiretap tap = tap(tongue, "reset-mid")) {
            assertThatThrownBy(tap::awaitEnd)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(tap.text()).contains("w0", " w1").doesNotContain("w2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_closes_the_connection_without_a_word(Tongue tongue) {
        assertThatThrownBy(() -> events(tongue, "reset")).isInstanceOf(IOException.class);
        assertThat(sim.bill().totals().outputTokens()).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource
    void silence_has_no_headers(Tongue tongue) throws Exception {
        try (Wiretap tap = tap(tongue, "silent")) {
            assertThat(tap.isSilentFor(MOMENT_MS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_drip_is_a_comment_byte_by_byte(Tongue tongue) throws Exception {
        try (Wiretap tap = tap(tongue, "drip&every=5ms")) {
            assertThat(tap.await("\r\n:\r\n", "1\r\n.\r\n", "1\r\n.\r\n")).doesNotContain("data");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_flood_keeps_alive_and_says_nothing(Tongue tongue) throws Exception {
        String keepAlive = tongue == Tongue.ANTHROPIC ? "event: ping" : ": keep-alive";
        try (Wiretap tap = tap(tongue, "flood")) {
            assertThat(tap.await(keepAlive, keepAlive, keepAlive)).doesNotContain("w0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_first_token_is_slow_though_the_headers_are_not(Tongue tongue) throws Exception {
        try (Wiretap tap = tap(tongue, "slow-first-token")) {
            assertThat(tap.await("text/event-stream", "\r\n\r\n")).doesNotContain("w0");
            tap.isSilentFor(MOMENT_MS);
            assertThat(tap.text()).doesNotContain("w0");
        }
        try (Wiretap tap = tap(tongue, "slow-first-token&delay=5ms")) {
            tap.await("w0", CHUNKED_END);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_broken_event_stands_in_the_middle(Tongue tongue) throws Exception {
        List<Sse> events = events(tongue, "broken-event");

        assertThat(events)
                .filteredOn(event -> !event.isJson() && !event.data().equals("[DONE]"))
                .hasSize(1);
        assertThat(tongue.textOf(events)).isEqualTo("w0 w1 w2 w3");
        assertThat(events).anyMatch(tongue::isLast);
    }

    @ParameterizedTest
    @EnumSource
    void an_error_event_ends_the_stream_after_half_of_the_content(Tongue tongue) throws Exception {
        List<Sse> events = events(tongue, "error-event");

        assertThat(tongue.textOf(events)).isEqualTo("w0 w1");
        assertError(tongue, events.get(events.size() - 1));
    }

    @ParameterizedTest
    @EnumSource
    void an_early_error_event_is_the_only_one(Tongue tongue) throws Exception {
        List<Sse> events = events(tongue, "early-error-event");

        assertThat(events).hasSize(1);
        assertError(tongue, events.get(0));
    }

    private static void assertError(Tongue tongue, Sse event) {
        assertThat(event.name()).isEqualTo(tongue == Tongue.ANTHROPIC ? "error" : "");
        String kind =
                switch (tongue) {
                    case OPENAI -> event.json().at("/error/type").asText();
                    case ANTHROPIC -> event.json().at("/error/type").asText();
                    case GEMINI -> event.json().at("/error/status").asText();
                };
        assertThat(kind).isIn("server_error", "overloaded_error", "UNAVAILABLE");
    }

    @ParameterizedTest
    @EnumSource
    void an_error_in_200_is_json(Tongue tongue) throws Exception {
        var response = sim.answer(tongue, Ask.fault("error-in-200").streamed());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Sim.json(response).path("error").isObject()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_end_can_be_told_twice(Tongue tongue) throws Exception {
        List<Sse> events = events(tongue, "twice-done");

        assertThat(events).filteredOn(tongue::isLast).hasSize(2);
        assertThat(tongue.textOf(events)).isEqualTo("w0 w1 w2 w3");
    }

    private Wiretap tap(Tongue tongue, String wishes) throws IOException {
        return sim.tap(tongue, Ask.fault(wishes + "&chunks=4").streamed());
    }

    private List<Sse> events(Tongue tongue, String wishes) throws IOException, InterruptedException {
        return sim.events(tongue, Ask.fault(wishes + "&chunks=4"));
    }
}
