package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bactrian.prompt.Tokens;
import org.bactrian.simulator.Bill.Totals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator over a real connection. */
final class SimulatorTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TICKET =
            "Good morning. My parcel has been missing for a week. Please find out where it is.";
    private static final String REPORT =
            """
            Report of the harbour master

            The harbour was closed for two days in March. A storm had pushed a barge against the northern
            pier, and the pier lost four of its piles. Mr. Hale inspected the pier on the first calm morning.
            He found that the barge could be towed, but that the pier could not carry a crane.

            - Repairs to the pier begin in May.
            - The barge has been sold!

            Ships wait outside the harbour until then. Their captains are not happy about it. Who would be?
            """;
    private static final String SCHEMA =
            """
            {"type": "object", "required": ["team", "summary"], "additionalProperties": false, "properties": {
              "team": {"enum": ["billing", "shipping"]}, "summary": {"type": "string", "maxLength": 80}}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private SimulatorServer server;

    @BeforeEach
    void start() throws IOException {
        server = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answers_as_openai_does() throws Exception {
        JsonNode answer = json(post(ask("sim-small", TICKET)));

        assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("created").asLong()).isPositive();
        assertThat(answer.path("model").asText()).isEqualTo("sim-small");
        assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(Tokens.count(TICKET) + 6);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(Tokens.count(content(answer)));
        assertThat(answer.at("/usage/prompt_tokens_details/cached_tokens").isInt())
                .isTrue();
    }

    @Test
    void a_plain_reply_quotes_the_user() throws Exception {
        assertThat(content(json(post(ask("sim-small", TICKET))))).contains("My parcel has been missing for a week.");
    }

    @Test
    void the_same_request_gets_the_same_answer() throws Exception {
        JsonNode first = json(post(structured("sim-small")));
        JsonNode second = json(post(structured("sim-small")));

        assertThat(content(first)).isEqualTo(content(second));
    }

    @Test
    void a_structured_answer_satisfies_its_schema() throws Exception {
        JsonNode document = MAPPER.readTree(content(json(post(structured("sim-small")))));

        assertThat(faultsIn(document)).isZero();
        assertThat(document.path("team").asText()).isEqualTo("shipping");
    }

    @Test
    void a_summary_is_made_of_real_sentences_in_their_order() throws Exception {
        ObjectNode request = ask("sim-small", REPORT);
        request.withArray("messages").insertObject(0).put("role", "system").put("content", "Summarise the text.");

        String summary = content(json(post(request)));

        assertThat(REPORT.replaceAll("\\s+", " ")).containsSubsequence(Sentences.of(summary));
        assertThat(Sentences.of(summary)).hasSizeBetween(3, 5).noneMatch(sentence -> sentence.startsWith("Report"));
    }

    @Test
    void a_json_object_is_json() throws Exception {
        ObjectNode request = ask("sim-small", TICKET);
        request.putObject("response_format").put("type", "json_object");

        assertThat(MAPPER.readTree(content(json(post(request)))).isObject()).isTrue();
    }

    @Test
    void an_answer_is_cut_at_max_tokens() throws Exception {
        JsonNode answer = json(post(ask("sim-small", TICKET).put("max_tokens", 5)));

        assertThat(Tokens.count(content(answer))).isEqualTo(5);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(5);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void parts_of_a_message_and_tools_are_accepted() throws Exception {
        ObjectNode request = ask("sim-small", "");
        request.putArray("tools").addObject();
        ObjectNode message = (ObjectNode) request.at("/messages/0");
        message.putArray("content").addObject().put("type", "text").put("text", TICKET);

        assertThat(content(json(post(request)))).contains("parcel");
    }

    @Test
    void a_model_that_is_not_simulated_does_not_exist() throws Exception {
        HttpResponse<String> response = post(ask("gpt-4o", TICKET));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void a_request_that_openai_would_not_understand_is_400() throws Exception {
        assertRejected("{\"model\": ", "JSON");
        assertRejected("[]", "object");
        assertRejected("{\"messages\": []}", "model");
        assertRejected("{\"model\": \"sim-a\", \"messages\": []}", "messages");
        assertRejected("{\"model\": \"sim-a\", \"messages\": [{\"role\": \"king\", \"content\": \"\"}]}", "king");
        assertRejected("{\"model\": \"sim-a\", \"messages\": [{\"role\": \"user\", \"content\": 5}]}", "Content");
        assertRejected(ask("sim-a", TICKET).put("max_tokens", 0).toString(), "max_tokens");
        assertRejected(ask("sim-a", TICKET).put("stream", true).toString(), "stream");
    }

    @Test
    void the_bill_counts_a_request_before_the_answer_is_sent() {
        CompletableFuture<?> answer = client.sendAsync(
                request(ask("sim-small?delay=10m", TICKET).toString()).build(), BodyHandlers.ofString());

        await().until(() -> server.bill().totals().requests() == 1);

        assertThat(answer).isNotDone();
        assertThat(folder.resolve("bill.jsonl")).content().contains("sim-small?delay=10m");
    }

    @Test
    void the_bill_adds_up_by_model() throws Exception {
        long input = json(post(ask("sim-a", TICKET))).at("/usage/prompt_tokens").asLong();
        long output =
                json(post(ask("sim-b", TICKET))).at("/usage/completion_tokens").asLong();

        JsonNode bill = json(get("/bill"));

        assertThat(bill.path("requests").asLong()).isEqualTo(2);
        assertThat(bill.path("inputTokens").asLong()).isEqualTo(2 * input);
        assertThat(bill.at("/models/sim-b/outputTokens").asLong()).isEqualTo(output);
        assertThat(server.bill().entries()).hasSize(2).allSatisfy(entry -> assertThat(entry.promptSha256())
                .isEqualTo(Digest.sha256(TICKET)));
    }

    @Test
    void a_bill_outlives_its_server() throws Exception {
        post(ask("sim-small", TICKET));
        Totals before = server.bill().totals();
        server.close();
        Files.writeString(folder.resolve("bill.jsonl"), "{\"model\":\"sim-sm", StandardOpenOption.APPEND);

        start();

        assertThat(server.bill().totals()).isEqualTo(before);
        post(ask("sim-small", TICKET));
        assertThat(folder.resolve("bill.jsonl")).content().hasLineCount(2);
    }

    @Test
    void deleting_the_bill_begins_again_at_nothing() throws Exception {
        post(ask("sim-small", TICKET));

        HttpRequest delete = HttpRequest.newBuilder(uri("/bill")).DELETE().build();

        assertThat(client.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        assertThat(json(get("/bill")).path("requests").asLong()).isZero();
        assertThat(folder.resolve("bill.jsonl")).isEmptyFile();
    }

    @Test
    void refusals_cost_nothing() throws Exception {
        for (int status : new int[] {400, 401, 408, 429, 500, 503, 529}) {
            HttpResponse<String> response = post(ask("sim-small?fault=" + status, TICKET));

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(json(response).at("/error/message").asText()).contains("" + status);
        }
        assertThat(post(ask("sim-small?fault=error-in-200", TICKET)).body()).startsWith("{\"error\":");
        assertThat(server.bill().totals()).isEqualTo(new Totals(0, 0, 0, 8));
    }

    @Test
    void a_rate_limit_says_when_to_come_back() throws Exception {
        HttpResponse<String> response = post(ask("sim-small?fault=429&retry-after=2", TICKET));

        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(json(response).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void fails_as_often_as_it_was_told_and_then_works() throws Exception {
        assertThat(statuses("sim-small?fault=503&times=2", 4)).containsExactly(503, 503, 200, 200);
        assertThat(statuses("sim-small?fault=500&after=1&times=1", 3)).containsExactly(200, 500, 200);
        assertThat(statuses("sim-small?fault=500&after=2", 4)).containsExactly(200, 200, 500, 500);
    }

    @Test
    void a_header_chooses_the_fault_too() throws Exception {
        HttpRequest request = request(ask("sim-small", TICKET).toString())
                .header("Sim-Fault", "fault=429&retry-after=7")
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(post(ask("sim-small", TICKET)).statusCode()).isEqualTo(200);
    }

    @Test
    void an_unknown_fault_is_told_the_known_ones() throws Exception {
        assertRejected(ask("sim-small?fault=moody", TICKET).toString(), "no-choices, fenced");
        assertRejected(ask("sim-small?fault=200", TICKET).toString(), "no-choices, fenced");
        assertRejected(ask("sim-small?fautl=503", TICKET).toString(), "retry-after");
        assertRejected(ask("sim-small?delay=long", TICKET).toString(), "300ms");
        assertRejected(ask("sim-small?times=x", TICKET).toString(), "whole number");
    }

    @Test
    void a_reset_closes_the_connection_after_the_model_has_worked() {
        assertThatThrownBy(() -> post(ask("sim-small?fault=reset", TICKET))).isInstanceOf(IOException.class);

        assertThat(server.bill().totals().requests()).isEqualTo(1);
        assertThat(server.bill().totals().outputTokens()).isPositive();
    }

    @Test
    void silence_lasts_longer_than_the_caller_waits() {
        HttpRequest request = request(ask("sim-small?fault=silent", TICKET).toString())
                .timeout(Duration.ofMillis(300))
                .build();

        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(server.bill().totals()).isEqualTo(new Totals(0, 0, 0, 1));
    }

    @Test
    void a_delay_comes_before_the_answer_and_before_a_fault() throws Exception {
        long start = System.nanoTime();

        post(ask("sim-small?delay=150ms", TICKET));
        assertThat(post(ask("sim-small?delay=150ms&fault=503", TICKET)).statusCode())
                .isEqualTo(503);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void bad_answers_are_billed() throws Exception {
        assertThatThrownBy(() -> MAPPER.readTree(spoilt("invalid-json"))).isInstanceOf(IOException.class);
        assertThat(faultsIn(MAPPER.readTree(spoilt("schema-invalid")))).isPositive();
        assertThat(spoilt("empty")).isEmpty();
        assertThat(spoilt("fenced")).contains("```json\n{").endsWith("}\n```");
        assertThat(json(post(structured("sim-small?fault=no-choices"))).path("choices"))
                .isEmpty();

        assertThat(server.bill().totals().requests()).isEqualTo(5);
        assertThat(server.bill().totals().refused()).isZero();
    }

    @Test
    void an_answer_can_end_for_every_reason_openai_gives() throws Exception {
        JsonNode refusal = json(post(structured("sim-small?fault=refusal")));

        assertThat(refusal.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(refusal.at("/choices/0/message/refusal").asText()).isNotEmpty();
        assertThat(finish("sim-small?fault=length")).isEqualTo("length");
        assertThat(finish("sim-small?fault=content-filter")).isEqualTo("content_filter");
    }

    @Test
    void a_long_document_is_read_beside_the_event_loop() throws Exception {
        String book = (TICKET + "\n\n").repeat(20_000);

        JsonNode answer = json(post(ask("sim-small", "Please summarise this.\n\n" + book)));

        assertThat(answer.at("/usage/prompt_tokens").asInt()).isGreaterThan(300_000);
    }

    @Test
    void lists_its_model() throws Exception {
        assertThat(json(get("/v1/models")).at("/data/0/id").asText()).isEqualTo("sim-small");
    }

    @Test
    void its_routes_come_before_those_of_the_application() throws Exception {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create()).handler(ctx -> ctx.end("the application"));
        new Simulator(Bill.inMemory()).mount(router, "/sim");
        HttpServer http = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        URI uri = URI.create("http://127.0.0.1:" + http.actualPort() + "/sim/v1/chat/completions");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofString(ask("sim-small", TICKET).toString()))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("chatcmpl-");

        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private String spoilt(String fault) throws Exception {
        return content(json(post(structured("sim-small?fault=" + fault))));
    }

    private String finish(String model) throws Exception {
        return json(post(structured(model))).at("/choices/0/finish_reason").asText();
    }

    private int[] statuses(String model, int times) throws Exception {
        int[] statuses = new int[times];
        for (int i = 0; i < times; i++) {
            statuses[i] = post(ask(model, TICKET)).statusCode();
        }
        return statuses;
    }

    private void assertRejected(String body, String message) throws Exception {
        HttpResponse<String> response = client.send(request(body).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(json(response).at("/error/message").asText()).contains(message);
    }

    private static int faultsIn(JsonNode document) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(MAPPER.readTree(SCHEMA))
                .validate(document)
                .size();
    }

    private static ObjectNode ask(String model, String text) {
        ObjectNode request = MAPPER.createObjectNode().put("model", model);
        request.putArray("messages").addObject().put("role", "user").put("content", text);
        return request;
    }

    private static ObjectNode structured(String model) throws IOException {
        ObjectNode request = ask(model, TICKET);
        ObjectNode format = request.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema").put("name", "triage").set("schema", MAPPER.readTree(SCHEMA));
        return request;
    }

    private HttpResponse<String> post(ObjectNode body) throws IOException, InterruptedException {
        return client.send(request(body.toString()).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofString(body));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + "/simulator" + path);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    private static String content(JsonNode answer) {
        return answer.at("/choices/0/message/content").asText();
    }
}
