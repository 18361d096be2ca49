package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.List;
import org.bactrian.simulator.Bill.Totals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in one body whose connection breaks. */
final class BodyFaultsTest {
    private static final int MOMENT_MS = 200;
    private static final String CHUNKED_END = "\r\n0\r\n\r\n";

    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void headers_only_is_silent_after_the_headers(Tongue tongue) throws Exception {
        try (Wiretap tap = sim.tap(tongue, Ask.fault("headers-only"))) {
            assertThat(tap.await("200 OK", "application/json", "\r\n\r\n")).endsWith("\r\n\r\n");
            assertThat(tap.isSilentFor(MOMENT_MS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stall_is_silent_after_half_of_the_body(Tongue tongue) throws Exception {
        try (Wiretap tap = sim.tap(tongue, Ask.fault("stall"))) {
            assertThat(tap.await("Content-Length", "{\"")).doesNotContain("\"usage");
            assertThat(tap.isSilentFor(MOMENT_MS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "broken-event"})
    void a_cut_body_ends_well_for_http_but_is_no_json(String fault) throws Exception {
        try (Wiretap tap = sim.tap(Tongue.OPENAI, Ask.fault(fault))) {
            tap.await("{\"id\"", CHUNKED_END);
        }
        for (Tongue tongue : Tongue.values()) {
            String body = sim.answer(tongue, Ask.fault(fault)).body();

            assertThat(body).startsWith("{").doesNotContain("\"usage");
            assertThatThrownBy(() -> Sim.MAPPER.readTree(body)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_in_the_middle_is_a_tcp_reset(Tongue tongue) throws Exception {
        try (Wiretap tap = sim.tap(tongue, Ask.fault("reset-mid"))) {
            assertThatThrownBy(tap::awaitEnd)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(tap.text()).contains("\r\n\r\n{").doesNotContain("\"usage");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_closes_the_connection_after_the_model_has_worked(Tongue tongue) {
        assertThatThrownBy(() -> sim.answer(tongue, Ask.fault("reset"))).isInstanceOf(IOException.class);

        assertThat(sim.bill().totals().requests()).isEqualTo(1);
        assertThat(sim.bill().totals().outputTokens()).isPositive();
    }

    @Test
    void silence_has_no_headers_and_costs_nothing() throws Exception {
        try (Wiretap tap = sim.tap(Tongue.OPENAI, Ask.fault("silent"))) {
            assertThat(tap.isSilentFor(MOMENT_MS)).isTrue();
        }
        assertThat(sim.bill().totals()).isEqualTo(new Totals(0, 0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drip&every=5ms", "flood"})
    void blanks_can_go_on_for_ever(String fault) throws Exception {
        try (Wiretap tap = sim.tap(Tongue.OPENAI, Ask.fault(fault))) {
            assertThat(tap.await("\r\n1\r\n \r\n", "1\r\n \r\n", "1\r\n \r\n")).doesNotContain("{");
        }
    }

    @Test
    void the_first_token_of_a_body_is_its_first_byte() throws Exception {
        try (Wiretap tap = sim.tap(Tongue.OPENAI, Ask.fault("slow-first-token"))) {
            assertThat(tap.isSilentFor(MOMENT_MS)).isTrue();
        }
        assertThat(sim.json(Tongue.OPENAI, Ask.fault("slow-first-token&delay=5ms"))
                        .has("choices"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_body_can_come_twice(Tongue tongue) throws Exception {
        String body = sim.answer(tongue, Ask.fault("twice-done")).body();

        try (JsonParser parser = Sim.MAPPER.createParser(body);
                MappingIterator<JsonNode> documents = Sim.MAPPER.readValues(parser, JsonNode.class)) {
            List<JsonNode> both = documents.readAll();
            assertThat(both).hasSize(2);
            assertThat(both.get(0)).isEqualTo(both.get(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error-event", "early-error-event", "error-in-200"})
    void an_error_can_stand_inside_a_200(String fault) throws Exception {
        for (Tongue tongue : Tongue.values()) {
            HttpResponse<String> response = sim.answer(tongue, Ask.fault(fault));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Sim.json(response).path("error").isObject()).isTrue();
        }
        assertThat(sim.bill().totals()).isEqualTo(new Totals(0, 0, 0, 3));
    }

    @ParameterizedTest
    @EnumSource
    void a_gateway_answers_in_html(Tongue tongue) throws Exception {
        HttpResponse<String> response = sim.answer(tongue, Ask.fault("html").streamed());

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(response.body()).startsWith("<html>");
    }
}
