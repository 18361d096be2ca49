package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.provider.Json;

/** Step {@code llm-chat-answer}: the answer as an OpenAI chat completion; its id is the inference id. */
final class ChatAnswer implements Processor {
    static final String MODEL = "llmChatModel";
    static final String IGNORED = "llmChatIgnored";

    private final Clock clock;

    ChatAnswer(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ObjectNode body = Json.object();
        body.put("id", message.getHeader("CamelLlmInferenceId", String.class));
        body.put("object", "chat.completion");
        body.put("created", clock.instant().getEpochSecond());
        body.put("model", exchange.getProperty(MODEL, String.class));
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", message.getBody(String.class));
        choice.put("finish_reason", "stop");
        int input = message.getHeader("CamelLlmInputTokens", 0, Integer.class);
        int output = message.getHeader("CamelLlmOutputTokens", 0, Integer.class);
        body.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        Http.answer(exchange, body);
        String ignored = exchange.getProperty(IGNORED, "", String.class);
        if (!ignored.isEmpty()) {
            exchange.getMessage().setHeader("Llm-Ignored", ignored);
        }
    }
}
