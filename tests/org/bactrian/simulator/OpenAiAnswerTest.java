package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.bactrian.prompt.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The simulator as OpenAI, with answers in one body. */
final class OpenAiAnswerTest {
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

    @RegisterExtension
    final Sim sim = new Sim();

    @Test
    void answers_as_openai_does() throws Exception {
        JsonNode answer = answer(ask("sim-small", Sim.TICKET));

        assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("created").asLong()).isPositive();
        assertThat(answer.path("model").asText()).isEqualTo("sim-small");
        assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(Tokens.count(Sim.TICKET) + 6);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(Tokens.count(content(answer)));
        assertThat(answer.at("/usage/prompt_tokens_details/cached_tokens").isInt())
                .isTrue();
    }

    @Test
    void a_plain_reply_quotes_the_user() throws Exception {
        assertThat(content(answer(ask("sim-small", Sim.TICKET)))).contains("My parcel has been missing for a week.");
    }

    @Test
    void a_summary_is_made_of_real_sentences_in_their_order() throws Exception {
        ObjectNode request = ask("sim-small", REPORT);
        request.withArray("messages").insertObject(0).put("role", "system").put("content", "Summarise the text.");

        String summary = content(answer(request));

        assertThat(REPORT.replaceAll("\\s+", " ")).containsSubsequence(Sentences.of(summary));
        assertThat(Sentences.of(summary)).hasSizeBetween(3, 5).noneMatch(sentence -> sentence.startsWith("Report"));
    }

    @Test
    void a_json_object_is_json() throws Exception {
        ObjectNode request = ask("sim-small", Sim.TICKET);
        request.putObject("response_format").put("type", "json_object");

        assertThat(Sim.MAPPER.readTree(content(answer(request))).isObject()).isTrue();
    }

    @Test
    void parts_of_a_message_and_tools_are_accepted() throws Exception {
        ObjectNode request = ask("sim-small", "");
        request.putArray("tools").addObject();
        ObjectNode message = (ObjectNode) request.at("/messages/0");
        message.putArray("content").addObject().put("type", "text").put("text", Sim.TICKET);
        message.withArray("content").addObject().put("type", "image_url").putObject("image_url");

        assertThat(content(answer(request))).contains("parcel");
    }

    @Test
    void a_model_that_is_not_simulated_does_not_exist() throws Exception {
        HttpResponse<String> response = post(ask("gpt-4o", Sim.TICKET).toString());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Sim.json(response).at("/error/code").asText()).isEqualTo("model_not_found");
    }

    @Test
    void a_request_that_openai_would_not_understand_is_400() throws Exception {
        assertRejected("{\"messages\": []}", "model");
        assertRejected("{\"model\": \"sim-a\", \"messages\": []}", "messages");
        assertRejected("{\"model\": \"sim-a\", \"messages\": [{\"role\": \"king\", \"content\": \"\"}]}", "king");
        assertRejected("{\"model\": \"sim-a\", \"messages\": [{\"role\": \"user\", \"content\": 5}]}", "Content");
        assertRejected(ask("sim-a", Sim.TICKET).put("max_tokens", 0).toString(), "max_tokens");
    }

    @Test
    void a_long_document_is_read_beside_the_event_loop() throws Exception {
        String book = (Sim.TICKET + "\n\n").repeat(20_000);

        JsonNode answer = answer(ask("sim-small", "Please summarise this.\n\n" + book));

        assertThat(answer.at("/usage/prompt_tokens").asInt()).isGreaterThan(300_000);
    }

    @Test
    void lists_its_model() throws Exception {
        assertThat(sim.get("/v1/models").at("/data/0/id").asText()).isEqualTo("sim-small");
    }

    private void assertRejected(String body, String message) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Sim.json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(Sim.json(response).at("/error/message").asText()).contains(message);
    }

    private static ObjectNode ask(String model, String text) {
        ObjectNode request = Sim.MAPPER.createObjectNode().put("model", model);
        request.putArray("messages").addObject().put("role", "user").put("content", text);
        return request;
    }

    private JsonNode answer(ObjectNode body) throws IOException, InterruptedException {
        return Sim.json(post(body.toString()));
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return sim.send(sim.post("/v1/chat/completions", Sim.MAPPER.readTree(body)));
    }

    private static String content(JsonNode answer) {
        return answer.at("/choices/0/message/content").asText();
    }
}
