package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.bactrian.prompt.Tokens;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers are told about tokens; the bill always has the truth. */
final class UsageTest {
    private static final int INPUT = Tokens.count(Sim.TICKET) + 6;
    private static final int SAID = 4;
    private static final Map<Tongue, String> OUTPUT = Map.of(
            Tongue.OPENAI, "completion_tokens",
            Tongue.ANTHROPIC, "output_tokens",
            Tongue.GEMINI, "candidatesTokenCount");

    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void reasoning_is_billed_as_output_and_cached_tokens_as_input(Tongue tongue) throws Exception {
        Ask ask = Ask.model("sim-x?chunks=2&reasoning=30&cached=5");

        String whole = sim.answer(tongue, ask).body();
        String stream = sim.answer(tongue, ask.streamed()).body();

        boolean apart = tongue == Tongue.GEMINI;
        for (String told : List.of(whole, stream)) {
            assertThat(told).contains("\"" + OUTPUT.get(tongue) + "\":" + (apart ? SAID : SAID + 30));
            assertThat(told).containsPattern("cache[a-zA-Z_]*\":5");
        }
        assertThat(sim.bill().totals().outputTokens()).isEqualTo(2 * (SAID + 30));
        assertThat(sim.bill().totals().inputTokens()).isEqualTo(2L * INPUT);
    }

    @ParameterizedTest
    @EnumSource
    void no_more_is_cached_than_was_sent(Tongue tongue) throws Exception {
        assertThat(sim.answer(tongue, Ask.model("sim-x?cached=1000000")).body())
                .containsPattern("cache[a-zA-Z_]*\":" + INPUT + "\\b");
    }

    @ParameterizedTest
    @EnumSource
    void usage_can_be_missing(Tongue tongue) throws Exception {
        for (Ask ask : List.of(Ask.fault("no-usage"), Ask.fault("no-usage").streamed())) {
            assertThat(sim.answer(tongue, ask).body())
                    .contains("parcel")
                    .doesNotContain("\"usage\":{", "usageMetadata", OUTPUT.get(tongue));
        }
        assertThat(sim.bill().totals().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void usage_can_be_nonsense(Tongue tongue) throws Exception {
        for (Ask ask :
                List.of(Ask.fault("wrong-usage"), Ask.fault("wrong-usage").streamed())) {
            assertThat(sim.answer(tongue, ask).body()).contains(":\"many\"").containsPattern("[tT]okens?\\w*\":-\\d");
        }
        assertThat(sim.bill().totals().inputTokens()).isEqualTo(2L * INPUT);
    }

    @ParameterizedTest
    @EnumSource
    void usage_can_be_a_thousand_times_the_truth(Tongue tongue) throws Exception {
        Ask ask = Ask.fault("huge-usage&chunks=2");

        JsonNode whole = sim.json(tongue, ask);
        String stream = sim.answer(tongue, ask.streamed()).body();

        assertThat(whole.findValue(OUTPUT.get(tongue)).asInt()).isEqualTo(SAID * 1000);
        assertThat(stream).contains("\"" + OUTPUT.get(tongue) + "\":" + SAID * 1000);
        assertThat(sim.bill().totals().outputTokens()).isEqualTo(2 * SAID);
    }
}
