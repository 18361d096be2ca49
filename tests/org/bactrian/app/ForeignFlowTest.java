package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our jar in somebody else's Camel Main: their routes, their files, and nothing of ours that they do not use. */
class ForeignFlowTest {
    @TempDir
    Path folder;

    private SimulatorServer provider;
    private Main main;
    private ProducerTemplate producer;

    @BeforeEach
    void start() throws Exception {
        provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
        new TestFolder(folder)
                .model("down", "sim-down?fault=503")
                .model("briefly-down", "sim-briefly?fault=503&times=1")
                .model("wrong", "sim-wrong?fault=schema-invalid")
                .feature("note", "good", "output: note")
                .feature("down", "down")
                .feature("wrong", "wrong", "output: note")
                .complete();
        main = new Main();
        main.addInitialProperty("llm.home", "file:" + folder);
        main.addInitialProperty("camel.server.port", "8080");
        main.addInitialProperty("llm.data-dir", folder.resolve("data").toString());
        main.addInitialProperty("simulator.port", Integer.toString(provider.port()));
        main.addInitialProperty("camel.main.allowUseOriginalMessage", "true");
        main.configure().withRoutesIncludePattern("file:tests/org/bactrian/app/foreign.camel.yaml");
        main.start();
        producer = main.getCamelTemplate();
    }

    @AfterEach
    void stop() {
        main.stop();
        provider.close();
    }

    private CamelContext context() {
        return main.getCamelContext();
    }

    private ProducerTemplate producer() {
        return producer;
    }

    @Test
    void a_three_line_route_answers() throws IOException {
        String answer = producer().requestBody("direct:triage", "My parcel never came.", String.class);

        assertThat(new ObjectMapper().readTree(answer).path("urgency").asText()).isIn("low", "high");
    }

    @Test
    void the_answer_comes_with_what_it_took() {
        var out = producer().request("direct:triage", exchange -> {
            exchange.getMessage().setBody(Map.of("text", "My parcel never came."));
            exchange.setVariable("LlmUser", "ann");
        });

        assertThat(out.getMessage().getHeader("CamelLlmModel")).isEqualTo("good");
        assertThat(out.getMessage().getHeader("CamelLlmAttempts")).isEqualTo(1);
        assertThat(out.getMessage().getHeader("CamelLlmInferenceId")).isNotNull();
    }

    @Test
    void two_routes_with_two_dead_letter_channels_get_their_own_failures() throws InterruptedException {
        MockEndpoint first = context().getEndpoint("mock:first-dead", MockEndpoint.class);
        MockEndpoint second = context().getEndpoint("mock:second-dead", MockEndpoint.class);
        first.expectedBodiesReceived("one");
        second.expectedBodiesReceived("two");

        producer().sendBody("direct:first", "one");
        producer().sendBody("direct:second", "two");

        MockEndpoint.assertIsSatisfied(context());
    }

    @Test
    void a_failed_call_gives_the_original_body_back_and_not_what_the_model_said() throws InterruptedException {
        MockEndpoint dead = context().getEndpoint("mock:third-dead", MockEndpoint.class);
        dead.expectedBodiesReceived("three");

        producer().sendBody("direct:third", "three");

        dead.assertIsSatisfied();
    }

    @Test
    void a_redelivering_error_handler_repeats_nothing_that_costs_money() {
        producer().sendBody("direct:first", "one");

        assertThat(provider.bill().totals().refused()).isEqualTo(3);
    }

    @Test
    void a_model_used_alone_is_tried_again_within_its_retry_budget() throws IOException {
        String request = "{\"messages\": [{\"role\": \"user\", \"content\": \"Hello?\"}]}";

        String answer = producer().requestBody("direct:ask-briefly-down", request, String.class);

        assertThat(new ObjectMapper()
                        .readTree(answer)
                        .at("/choices/0/message/content")
                        .asText())
                .isNotEmpty();
        assertThat(provider.bill().totals().refused()).isEqualTo(1);
    }

    @Test
    void a_model_used_alone_that_stays_down_fails_once_however_often_the_flow_repeats() throws InterruptedException {
        String request = "{\"messages\": [{\"role\": \"user\", \"content\": \"Hello?\"}]}";
        MockEndpoint dead = context().getEndpoint("mock:ask-dead", MockEndpoint.class);
        dead.expectedBodiesReceived(request);
        context().getEndpoint("mock:ask-answered", MockEndpoint.class).expectedMessageCount(0);

        producer().sendBody("direct:ask-down", request);

        MockEndpoint.assertIsSatisfied(context());
        assertThat(provider.bill().totals().refused()).isEqualTo(3);
    }

    @Test
    void a_flow_can_tell_whose_failure_it_was() {
        LlmException ours = failure("direct:bare-down", "hello");
        LlmException callers = failure("direct:triage", "");

        assertThat(ours).isInstanceOf(LlmUnavailable.class);
        assertThat(ours.code()).isEqualTo("temporarily_unavailable");
        assertThat(callers).isInstanceOf(LlmRefused.class);
        assertThat(callers.code()).isEqualTo("invalid_input");
    }

    private LlmException failure(String uri, Object body) {
        try {
            producer().requestBody(uri, body);
            throw new AssertionError("it should have failed");
        } catch (CamelExecutionException e) {
            return (LlmException) e.getCause();
        }
    }

    @Test
    void each_step_is_useful_alone() throws IOException {
        String request = producer().requestBody("direct:render", "Hello there.", String.class);
        String completion = producer().requestBody("direct:ask", request, String.class);
        String mended = producer()
                .requestBody("direct:check", "```json\n{\"urgency\":\"low\",\"note\":\"n\"}\n```", String.class);

        assertThat(new ObjectMapper()
                        .readTree(request)
                        .at("/messages/1/content")
                        .asText())
                .isEqualTo("Hello there.");
        assertThat(new ObjectMapper()
                        .readTree(completion)
                        .at("/choices/0/message/content")
                        .asText())
                .isNotEmpty();
        assertThat(mended).isEqualTo("{\"urgency\":\"low\",\"note\":\"n\"}");
        assertThat(failure("direct:check", "{\"urgency\":\"soon\"}").code()).isEqualTo("invalid_output");
        assertThat(producer()
                        .request(
                                "direct:mark", exchange -> exchange.getMessage().setBody("{}"))
                        .getMessage()
                        .getHeader("CamelLlmValid"))
                .isEqualTo(false);
    }

    @Test
    void nothing_of_ours_starts_that_the_flow_does_not_use() {
        producer().requestBody("direct:triage", "My parcel never came.");

        assertThat(context().getRoutes().stream().map(route -> route.getId()))
                .noneMatch(id -> id.startsWith("serve-") || id.startsWith("answer-"));
        assertThat(context().getComponentNames()).doesNotContain("platform-http", "llm-jms", "file");
        assertThat(Files.exists(folder.resolve("data"))).isFalse();
    }
}
