package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.List;
import org.bactrian.prompt.Tokens;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Right and wrong answers say the same whole and streamed, in every dialect. */
final class SpoiltAnswerTest {
    @RegisterExtension
    final Sim sim = new Sim();

    @ParameterizedTest
    @EnumSource
    void the_same_request_gets_the_same_answer(Tongue tongue) throws Exception {
        assertThat(whole(tongue, "none")).isEqualTo(whole(tongue, "none"));
        assertThat(streamed(tongue, "none")).isEqualTo(whole(tongue, "none"));
    }

    @ParameterizedTest
    @EnumSource
    void a_structured_answer_satisfies_its_schema(Tongue tongue) throws Exception {
        JsonNode document = Sim.MAPPER.readTree(whole(tongue, "none"));

        assertThat(faultsIn(document)).isZero();
        assertThat(document.path("team").asText()).isEqualTo("shipping");
    }

    @ParameterizedTest
    @EnumSource
    void invalid_json_cannot_be_read(Tongue tongue) throws Exception {
        assertThatThrownBy(() -> Sim.MAPPER.readTree(whole(tongue, "invalid-json")))
                .isInstanceOf(IOException.class);
        assertThat(streamed(tongue, "invalid-json"))
                .isEqualTo(whole(tongue, "invalid-json"))
                .startsWith("{");
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_invalid_document_is_json_but_breaks_its_schema(Tongue tongue) throws Exception {
        assertThat(faultsIn(Sim.MAPPER.readTree(whole(tongue, "schema-invalid"))))
                .isPositive();
        assertThat(streamed(tongue, "schema-invalid")).isEqualTo(whole(tongue, "schema-invalid"));
    }

    @ParameterizedTest
    @EnumSource
    void a_fenced_document_stands_in_markdown(Tongue tongue) throws Exception {
        assertThat(whole(tongue, "fenced")).contains("```json\n{").endsWith("}\n```");
        assertThat(streamed(tongue, "fenced")).isEqualTo(whole(tongue, "fenced"));
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_answer_is_complete(Tongue tongue) throws Exception {
        for (String fault : List.of("empty", "no-choices", "content-filter")) {
            assertThat(whole(tongue, fault)).isEmpty();
            assertThat(streamed(tongue, fault)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_is_cut_at_max_tokens(Tongue tongue) throws Exception {
        Ask ask = Ask.model("sim-x").maxTokens(5);

        String whole = tongue.textOf(sim.json(tongue, ask));

        assertThat(Tokens.count(whole)).isEqualTo(5);
        assertThat(tongue.textOf(sim.events(tongue, ask))).isEqualTo(whole);
        assertThat(sim.bill().totals().outputTokens()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void length_cuts_an_answer_in_half(Tongue tongue) throws Exception {
        String half = whole(tongue, "length");

        assertThat(whole(tongue, "none")).startsWith(half).isNotEqualTo(half);
        assertThat(streamed(tongue, "length")).isEqualTo(half);
    }

    private String whole(Tongue tongue, String fault) throws IOException, InterruptedException {
        return tongue.textOf(sim.json(tongue, Ask.fault(fault).structured()));
    }

    /** Fails if the stream does not end as a complete one does. */
    private String streamed(Tongue tongue, String fault) throws IOException, InterruptedException {
        List<Sse> events = sim.events(tongue, Ask.fault(fault).structured());
        assertThat(tongue.isLast(events.get(events.size() - 1))).isEqualTo(!hasNoCandidate(tongue, fault));
        return tongue.textOf(events);
    }

    /** Nothing then tells why it ended. */
    private static boolean hasNoCandidate(Tongue tongue, String fault) {
        return tongue == Tongue.GEMINI && (fault.equals("no-choices") || fault.equals("content-filter"));
    }

    private static int faultsIn(JsonNode document) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Sim.MAPPER.readTree(Ask.SCHEMA))
                .validate(document)
                .size();
    }
}
