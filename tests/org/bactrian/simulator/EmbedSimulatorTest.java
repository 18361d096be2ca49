package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The simulator makes embeddings as OpenAI does, from the words of a text. */
final class EmbedSimulatorTest {
    @RegisterExtension
    private final Sim sim = new Sim();

    private static ObjectNode request(String model, String... texts) {
        ObjectNode body = Sim.MAPPER.createObjectNode().put("model", model);
        for (String text : texts) {
            body.withArray("input").add(text);
        }
        return body;
    }

    private HttpResponse<String> send(JsonNode body) throws IOException, InterruptedException {
        return sim.send(sim.post("/v1/embeddings", body));
    }

    private JsonNode ask(JsonNode body) throws IOException, InterruptedException {
        return Sim.json(send(body));
    }

    @Test
    void like_texts_are_near_and_every_vector_has_length_one() throws IOException, InterruptedException {
        JsonNode data = ask(request("sim-x", "where is my parcel", "my parcel, where is it?", "cook the rice slowly"))
                .path("data");

        assertThat(dot(data, 0, 0)).isCloseTo(1, offset(1e-4));
        assertThat(dot(data, 0, 1)).isGreaterThan(0.7);
        assertThat(dot(data, 0, 2)).isLessThan(0.3);
    }

    @Test
    void one_text_always_has_one_vector_in_as_many_dimensions_as_asked_for() throws IOException, InterruptedException {
        ObjectNode short_ = request("sim-x", "text").put("dimensions", 8);

        assertThat(ask(short_).at("/data/0/embedding"))
                .hasSize(8)
                .isEqualTo(ask(short_).at("/data/0/embedding"));
        assertThat(ask(request("sim-x", "text")).at("/data/0/embedding")).hasSize(256);
    }

    @Test
    void texts_are_billed_and_told_by_their_tokens_alone() throws IOException, InterruptedException {
        JsonNode answer = ask(request("sim-x", "hello world", "hello"));

        assertThat(answer.path("model").asText()).isEqualTo("sim-x");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(sim.bill().totals()).isEqualTo(new Bill.Totals(1, 3, 0, 0));
    }

    @Test
    void what_openai_refuses_is_refused() throws IOException, InterruptedException {
        assertThat(send(request("sim-x", "")).statusCode()).isEqualTo(400);
        assertThat(send(Sim.MAPPER.createObjectNode().put("model", "sim-x")).statusCode())
                .isEqualTo(400);
        assertThat(send(request("gpt", "text")).statusCode()).isEqualTo(404);
        assertThat(send(request("sim-x", "word ".repeat(9_000))).statusCode()).isEqualTo(400);
        assertThat(sim.bill().totals().requests()).isZero();
    }

    @Test
    void it_fails_as_it_is_asked_to() throws IOException, InterruptedException {
        assertThat(send(request("sim-x?fault=429&retry-after=7", "text")).statusCode())
                .isEqualTo(429);
        assertThat(ask(request("sim-x?fault=length", "one", "two")).path("data"))
                .hasSize(1);
        assertThat(ask(request("sim-x?fault=no-choices", "one")).path("data")).isEmpty();
        assertThat(ask(request("sim-x?fault=no-usage", "one")).has("usage")).isFalse();
        assertThat(send(request("sim-x?fault=html", "one")).statusCode()).isEqualTo(502);
    }

    private static double dot(JsonNode data, int one, int other) {
        double sum = 0;
        JsonNode a = data.path(one).path("embedding");
        JsonNode b = data.path(other).path("embedding");
        for (int i = 0; i < a.size(); i++) {
            sum += a.path(i).asDouble() * b.path(i).asDouble();
        }
        return sum;
    }
}
