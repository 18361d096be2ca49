package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a request tells the way in which it wants to be treated. */
final class WishesTest {
    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void fails_as_often_as_it_was_told_and_then_works(Tongue tongue) throws Exception {
        assertThat(statuses(tongue, "503&times=2", 4)).containsExactly(503, 503, 200, 200);
        assertThat(statuses(tongue, "500&after=1&times=1", 3)).containsExactly(200, 500, 200);
        assertThat(statuses(tongue, "500&after=2", 4)).containsExactly(200, 200, 500, 500);
    }

    @ParameterizedTest
    @EnumSource
    void streams_are_counted_with_the_others(Tongue tongue) throws Exception {
        Ask ask = Ask.fault("503&times=1");

        assertThat(sim.answer(tongue, ask.streamed()).statusCode()).isEqualTo(503);
        assertThat(sim.answer(tongue, ask).statusCode()).isEqualTo(200);
    }

    @Test
    void each_dialect_counts_for_itself() throws Exception {
        assertThat(statuses(Tongue.OPENAI, "503&times=1", 1)).containsExactly(503);
        assertThat(statuses(Tongue.GEMINI, "503&times=1", 2)).containsExactly(503, 200);
    }

    @Test
    void a_header_chooses_the_fault_too() throws Exception {
        HttpResponse<String> response =
                sim.send(sim.ask(Tongue.OPENAI, Ask.model("sim-small")).header("Sim-Fault", "fault=429&retry-after=7"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(sim.answer(Tongue.OPENAI, Ask.model("sim-small")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_unknown_wish_is_told_the_known_ones() throws Exception {
        assertRejected("sim-small?fault=moody", "no-choices, fenced");
        assertRejected("sim-small?fault=200", "no-choices, fenced");
        assertRejected("sim-small?fautl=503", "retry-after");
        assertRejected("sim-small?delay=long", "300ms");
        assertRejected("sim-small?times=x", "whole number");
        assertRejected("sim-small?times=99999999999", "whole number");
        assertRejected("sim-small?chunks=100001", "at most 100000");
    }

    @ParameterizedTest
    @EnumSource
    void a_delay_comes_before_the_answer_and_before_a_fault(Tongue tongue) throws Exception {
        long start = System.nanoTime();

        sim.answer(tongue, Ask.model("sim-small?delay=100ms"));
        sim.answer(tongue, Ask.model("sim-small?delay=100ms").streamed());
        assertThat(sim.answer(tongue, Ask.fault("503&delay=100ms")).statusCode())
                .isEqualTo(503);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    private void assertRejected(String model, String message) throws Exception {
        HttpResponse<String> response = sim.answer(Tongue.OPENAI, Ask.model(model));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Sim.json(response).at("/error/message").asText()).contains(message);
    }

    private int[] statuses(Tongue tongue, String wishes, int times) throws Exception {
        int[] statuses = new int[times];
        for (int i = 0; i < times; i++) {
            statuses[i] = sim.answer(tongue, Ask.fault(wishes)).statusCode();
        }
        return statuses;
    }
}
