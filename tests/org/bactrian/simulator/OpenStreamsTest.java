package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.bactrian.simulator.Bill.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams are charged once, for what was sent, and are open no longer than their callers stay. */
final class OpenStreamsTest {
    /** Long enough to write a hundred megabytes. */
    private static final Duration UNREAD_FOR = Duration.ofSeconds(2);

    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void a_complete_stream_costs_what_the_whole_answer_costs(Tongue tongue) throws Exception {
        sim.answer(tongue, Ask.model("sim-x"));
        sim.answer(tongue, Ask.model("sim-x").streamed());

        List<Entry> entries = sim.bill().entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).inputTokens()).isEqualTo(entries.get(0).inputTokens());
        assertThat(entries.get(1).outputTokens()).isEqualTo(entries.get(0).outputTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "reset-mid", "error-event"})
    void a_broken_stream_costs_what_was_sent(String fault) throws Exception {
        for (Tongue tongue : Tongue.values()) {
            try (Wiretap tap = sim.tap(tongue, Ask.fault(fault + "&chunks=6").streamed())) {
                tap.await("w0", " w2");
                await().until(() -> sim.bill().open() == 0);
            }
        }
        assertThat(sim.bill().entries()).hasSize(3).allSatisfy(entry -> {
            assertThat(entry.fault()).isEqualTo(fault);
            assertThat(entry.outputTokens()).isEqualTo(6);
            assertThat(entry.inputTokens()).isPositive();
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_is_charged_when_its_caller_leaves(Tongue tongue) throws Exception {
        try (Wiretap tap =
                sim.tap(tongue, Ask.fault("stall&chunks=6&reasoning=10").streamed())) {
            tap.await("w0", " w2");
            assertThat(sim.get("/bill").path("open").asInt()).isEqualTo(1);
            assertThat(sim.bill().totals().requests()).isZero();
        }
        await().until(() -> sim.bill().totals().requests() == 1);

        JsonNode bill = sim.get("/bill");
        assertThat(bill.path("open").asInt()).isZero();
        assertThat(bill.path("outputTokens").asInt()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none&delay=10m", "silent", "headers-only", "drip", "flood", "huge", "slow-first-token", "stall"
            })
    void no_response_stays_open_when_callers_leave(String fault) throws Exception {
        for (Ask ask : List.of(Ask.fault(fault), Ask.fault(fault).streamed())) {
            try (Wiretap tap = sim.tap(Tongue.OPENAI, ask)) {
                await().until(() -> sim.bill().open() == 1);
                assertThat(tap.text()).isEmpty();
            }
            await().until(() -> sim.bill().open() == 0);
        }
        assertThat(sim.bill().totals().requests() + sim.bill().totals().refused())
                .isEqualTo(2);
    }

    @Test
    void a_caller_who_does_not_read_is_waited_for() throws Exception {
        try (Wiretap tap = sim.tap(Tongue.OPENAI, Ask.fault("huge").streamed())) {
            tap.await("data: ");
            assertThat(sim.json(Tongue.OPENAI, Ask.model("sim-y")).has("choices"))
                    .isTrue();
            await().during(UNREAD_FOR).until(() -> sim.bill().totals().requests() == 1);
            assertThat(sim.bill().open()).isEqualTo(1);
        }
        await().until(() -> sim.bill().open() == 0);

        assertThat(sim.bill().byModel().get("sim-x?fault=huge"))
                .satisfies(totals -> assertThat(totals.outputTokens()).isBetween(1L, Huge.TOKENS - 1));
    }

    @Test
    void a_server_that_stops_charges_its_open_streams() throws Exception {
        try (Wiretap tap = sim.tap(Tongue.OPENAI, Ask.fault("stall&chunks=6").streamed())) {
            tap.await("w0", " w2");
            sim.server().close();
        }
        assertThat(sim.billFile()).content().hasLineCount(1).contains("\"outputTokens\":6");
    }

    @Test
    void callers_of_http_2_have_streams_too() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sim.uri("/v1/chat/completions"))
                .version(Version.HTTP_2)
                .POST(BodyPublishers.ofString(Tongue.OPENAI
                        .body(Ask.model("sim-x?chunks=3").streamed())
                        .toString()))
                .build();

        HttpResponse<String> response = sim.client().send(request, BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(Version.HTTP_2);
        assertThat(Tongue.OPENAI.textOf(Sse.parse(response.body()))).isEqualTo("w0 w1 w2");
        assertThat(sim.bill().open()).isZero();
    }
}
