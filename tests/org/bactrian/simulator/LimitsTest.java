package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rate limits and keys. */
final class LimitsTest {
    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void a_rate_limit_says_when_to_come_back(Tongue tongue) throws Exception {
        HttpHeaders headers = sim.answer(tongue, Ask.fault("429&retry-after=2&retry-after-ms=350"))
                .headers();

        assertThat(headers.firstValue("Retry-After")).hasValue("2");
        assertThat(headers.firstValue("Retry-After-Ms")).hasValue("350");
    }

    @Test
    void the_time_to_come_back_can_be_a_date() throws Exception {
        String date = sim.answer(Tongue.OPENAI, Ask.fault("429&retry-after-date=3600"))
                .headers()
                .firstValue("Retry-After")
                .orElseThrow();

        assertThat(date).hasSize("Sun, 06 Nov 1994 08:49:37 GMT".length());
        Instant then =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertThat(Duration.between(Instant.now(), then)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    }

    @Test
    void names_of_headers_come_in_odd_letters() throws Exception {
        try (Wiretap tap = sim.tap(Tongue.OPENAI, Ask.fault("503&retry-after=2&retry-after-ms=350"))) {
            tap.await("rEtry-aFter: 2\r\n", "rEtry-aFter-mS: 350\r\n");
        }
    }

    @Test
    void a_good_answer_never_says_when_to_come_back() throws Exception {
        assertThat(sim.answer(Tongue.OPENAI, Ask.fault("429&times=0&retry-after=2"))
                        .headers()
                        .map())
                .doesNotContainKey("retry-after");
    }

    @ParameterizedTest
    @CsvSource({"none, false", "none, true", "429, false"})
    void openai_tells_what_is_left_on_any_reply(String fault, boolean streamed) throws Exception {
        HttpHeaders headers = rates(Tongue.OPENAI, fault, streamed);

        assertThat(headers.firstValue("x-ratelimit-remaining-requests")).hasValue("0");
        assertThat(headers.firstValue("x-ratelimit-remaining-tokens")).hasValue("9");
        assertThat(headers.firstValue("x-ratelimit-reset-requests")).hasValue("2s");
        assertThat(headers.firstValue("x-ratelimit-reset-tokens")).hasValue("2s");
    }

    @ParameterizedTest
    @CsvSource({"none, false", "none, true", "429, false"})
    void anthropic_tells_when_limits_are_reset(String fault, boolean streamed) throws Exception {
        HttpHeaders headers = rates(Tongue.ANTHROPIC, fault, streamed);

        Instant reset = Instant.parse(
                headers.firstValue("anthropic-ratelimit-requests-reset").orElseThrow());
        assertThat(reset)
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
        assertThat(headers.firstValue("anthropic-ratelimit-tokens-reset")).isPresent();
        assertThat(headers.firstValue("anthropic-ratelimit-requests-remaining")).hasValue("0");
        assertThat(headers.firstValue("anthropic-ratelimit-tokens-remaining")).hasValue("9");
    }

    @Test
    void gemini_tells_nothing() throws Exception {
        assertThat(rates(Tongue.GEMINI, "429", false).map().keySet()).noneMatch(name -> name.contains("ratelimit"));
    }

    private HttpHeaders rates(Tongue tongue, String fault, boolean streamed) throws Exception {
        Ask ask = Ask.fault(fault + "&remaining-requests=0&remaining-tokens=9&reset=2s");
        return sim.answer(tongue, streamed ? ask.streamed() : ask).headers();
    }

    @ParameterizedTest
    @EnumSource
    void a_key_can_be_bad_or_limited(Tongue tongue) throws Exception {
        Ask ask = Ask.model("sim-x?bad-key=stolen&limited-key=poor&retry-after=3");

        for (List<String> key : List.of(
                List.of("Authorization", "Bearer "),
                List.of("api-key", ""),
                List.of("x-api-key", ""),
                List.of("x-goog-api-key", ""))) {
            assertThat(status(tongue, ask, key.get(0), key.get(1) + "stolen")).isEqualTo(401);
            assertThat(status(tongue, ask, key.get(0), key.get(1) + "poor")).isEqualTo(429);
            assertThat(status(tongue, ask, key.get(0), key.get(1) + "good")).isEqualTo(200);
        }
        assertThat(sim.bill().totals().refused()).isEqualTo(8);
        assertThat(sim.bill().entries().get(0).fault()).isEqualTo("401");
    }

    private int status(Tongue tongue, Ask ask, String header, String key) throws Exception {
        HttpResponse<String> response = sim.send(sim.ask(tongue, ask).header(header, key));
        return response.statusCode();
    }
}
