package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.bactrian.LlmRefused;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** examples/embeddings in somebody else's Camel Main. */
final class EmbedFlowTest {
    @TempDir
    Path folder;

    private SimulatorServer provider;
    private Main main;
    private ProducerTemplate producer;

    @BeforeEach
    void start() throws Exception {
        provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
        main = new Main();
        main.addInitialProperty("llm.home", "file:examples/embeddings");
        main.addInitialProperty("llm.data-dir", folder.resolve("data").toString());
        main.addInitialProperty("camel.server.port", Integer.toString(provider.port()));
        main.configure().withRoutesIncludePattern("file:examples/embeddings/routes/*.camel.yaml");
        main.start();
        producer = main.getCamelTemplate();
    }

    @AfterEach
    void stop() {
        main.stop();
        provider.close();
    }

    private Exchange ask(String endpoint, Object body) {
        return producer.request(endpoint, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.setVariable("LlmTenant", "acme");
        });
    }

    @Test
    void a_text_becomes_a_vector_without_any_server() {
        Exchange out = ask("direct:note", "My parcel never came.");

        assertThat(out.getException()).isNull();
        assertThat(out.getMessage().getBody())
                .isInstanceOfSatisfying(float[].class, v -> assertThat(v).hasSize(384));
        assertThat(out.getMessage().getHeader("CamelLlmModel")).isEqualTo("all-minilm-l6-v2");
        assertThat(out.getMessage().getHeader("CamelLlmCostUsd")).isEqualTo("0");
        assertThat(provider.bill().totals().requests()).isZero();
    }

    @Test
    void a_list_becomes_a_list_of_vectors() {
        Exchange out = ask("direct:parts", List.of("one part", "another part", "one part"));

        List<?> vectors = out.getMessage().getBody(List.class);
        assertThat(vectors).hasSize(3).allSatisfy(vector -> assertThat(vector).isInstanceOf(float[].class));
        assertThat((float[]) vectors.get(0)).isEqualTo((float[]) vectors.get(2));
        assertThat(out.getMessage().getHeader("CamelLlmInputTokens")).isEqualTo(4);
        assertThat(out.getMessage().getHeader("CamelLlmAttempts")).isEqualTo(1);
    }

    @Test
    void what_a_flow_does_to_a_vector_does_not_reach_the_kept_one() {
        ask("direct:parts", "text").getMessage().getBody(float[].class)[0] = 99;

        Exchange again = ask("direct:parts", "text");

        assertThat(again.getMessage().getHeader("CamelLlmCache")).isEqualTo("hit");
        assertThat(again.getMessage().getBody(float[].class)[0]).isLessThanOrEqualTo(1);
    }

    @Test
    void a_body_that_holds_no_text_is_refused_and_stays_as_it_was() {
        List<Object> body = new ArrayList<>(List.of("good", 7));

        Exchange out = ask("direct:parts", body);

        assertThat(out.getException()).isInstanceOfSatisfying(LlmRefused.class, refused -> {
            assertThat(refused.code()).isEqualTo("invalid_input");
            assertThat(refused.getMessage()).contains("input[1]");
        });
        assertThat(out.getMessage().getBody()).isSameAs(body);
    }

    @Test
    void a_model_nobody_knows_is_refused() {
        Throwable unknown =
                catchThrowable(() -> producer.requestBody("kamelet:llm-embed-action/odd-step?model=nobody", "text"));

        assertThat(unknown)
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        LlmRefused.class, refused -> assertThat(refused.code()).isEqualTo("unknown_model"));
    }

    @Test
    void a_model_asked_alone_takes_an_embeddings_request() throws IOException {
        String answer = producer.requestBody(
                "kamelet:llm-model-action/alone?model=sim-embedding", "{\"input\": [\"text\"]}", String.class);

        assertThat(new ObjectMapper().readTree(answer).at("/data/0/embedding")).hasSize(256);
    }
}
