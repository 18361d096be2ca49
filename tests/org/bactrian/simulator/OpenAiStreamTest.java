package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chat completions as OpenAI streams them. */
final class OpenAiStreamTest {
    @RegisterExtension
    final Sim sim = new Sim();

    @Test
    void a_stream_is_unnamed_events_of_one_chunk_each() throws Exception {
        HttpResponse<String> response = sim.answer(
                Tongue.OPENAI, Ask.model("sim-x?chunks=3").text("Hello").streamed());

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.body())
                .matches(
                        "(?s)(data: \\{[^\\n]*\"object\":\"chat.completion.chunk\"[^\\n]*}\\n\\n){6}data: \\[DONE]\\n\\n");
    }

    @Test
    void a_stream_has_role_content_finish_usage_and_done() throws Exception {
        List<Sse> events = sim.events(Tongue.OPENAI, Ask.model("sim-x?chunks=3"));

        assertThat(events).hasSize(7);
        assertThat(delta(events.get(0)).path("role").asText()).isEqualTo("assistant");
        assertThat(delta(events.get(1)).toString()).isEqualTo("{\"content\":\"w0\"}");
        assertThat(delta(events.get(3)).toString()).isEqualTo("{\"content\":\" w2\"}");
        assertThat(finish(events.get(3)).isNull()).isTrue();
        assertThat(delta(events.get(4)).toString()).isEqualTo("{}");
        assertThat(finish(events.get(4)).asText()).isEqualTo("stop");
        assertThat(events.get(4).json().path("usage").isNull()).isTrue();
        assertThat(events.get(5).json().path("choices").toString()).isEqualTo("[]");
        assertThat(events.get(5).json().at("/usage/completion_tokens").asInt()).isEqualTo(6);
        assertThat(events.get(6).data()).isEqualTo("[DONE]");
    }

    @Test
    void all_chunks_have_one_id_that_no_other_stream_has() throws Exception {
        List<String> first = ids(sim.events(Tongue.OPENAI, Ask.model("sim-x")));
        List<String> second = ids(sim.events(Tongue.OPENAI, Ask.model("sim-x")));

        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void usage_comes_only_when_it_is_asked_for() throws Exception {
        Ask ask = Ask.model("sim-x?chunks=1").streamed();
        ObjectNode body = Tongue.OPENAI.body(ask);
        body.remove("stream_options");

        String stream = sim.send(sim.post(Tongue.OPENAI.path(ask), body)).body();

        assertThat(Sse.parse(stream)).hasSize(4);
        assertThat(stream).doesNotContain("usage");
    }

    @Test
    void a_plain_answer_comes_in_pieces_of_a_few_tokens() throws Exception {
        List<Sse> events = sim.events(Tongue.OPENAI, Ask.model("sim-x"));

        assertThat(events).hasSizeGreaterThan(20);
        assertThat(Tongue.OPENAI.textOf(events)).contains("My parcel has been missing for a week.");
    }

    @Test
    void a_refusal_is_streamed_beside_the_content() throws Exception {
        List<Sse> events = sim.events(Tongue.OPENAI, Ask.fault("refusal"));

        assertThat(Tongue.OPENAI.textOf(events)).isEmpty();
        assertThat(delta(events.get(1)).path("refusal").asText()).isEqualTo("I");
        assertThat(finishes(events)).containsExactly("stop");
    }

    @Test
    void a_stream_can_end_for_every_reason_openai_gives() throws Exception {
        assertThat(finishes(sim.events(Tongue.OPENAI, Ask.fault("length")))).containsExactly("length");
        assertThat(finishes(sim.events(Tongue.OPENAI, Ask.fault("content-filter"))))
                .containsExactly("content_filter");
        assertThat(finishes(sim.events(Tongue.OPENAI, Ask.fault("no-choices")))).isEmpty();
    }

    @Test
    void an_answer_can_end_for_every_reason_openai_gives() throws Exception {
        JsonNode refusal = sim.json(Tongue.OPENAI, Ask.fault("refusal"));

        assertThat(refusal.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(refusal.at("/choices/0/message/refusal").asText()).isNotEmpty();
        assertThat(finish("length")).isEqualTo("length");
        assertThat(finish("content-filter")).isEqualTo("content_filter");
        assertThat(sim.json(Tongue.OPENAI, Ask.fault("no-choices")).path("choices"))
                .isEmpty();
    }

    private String finish(String fault) throws Exception {
        return sim.json(Tongue.OPENAI, Ask.fault(fault))
                .at("/choices/0/finish_reason")
                .asText();
    }

    private static JsonNode delta(Sse event) {
        return event.json().at("/choices/0/delta");
    }

    private static JsonNode finish(Sse event) {
        return event.json().at("/choices/0/finish_reason");
    }

    private static List<String> finishes(List<Sse> events) {
        return events.stream()
                .filter(Sse::isJson)
                .map(OpenAiStreamTest::finish)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> ids(List<Sse> events) {
        return events.stream()
                .filter(Sse::isJson)
                .map(event -> event.json().path("id").asText())
                .distinct()
                .toList();
    }
}
