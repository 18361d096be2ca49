package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.call.Outcome;
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
        if (EventStream.answered(exchange)) {
            return;
        }
        ObjectNode raw = Outcome.on(exchange).raw();
        ObjectNode body = raw == null ? completion(exchange) : raw;
        body.put("id", message.getHeader("CamelLlmInferenceId", String.class));
        body.put("model", exchange.getProperty(MODEL, String.class));
        Http.answer(exchange, body);
        String ignored = exchange.getProperty(IGNORED, "", String.class);
        if (!ignored.isEmpty()) {
            exchange.getMessage().setHeader("Llm-Ignored", ignored);
        }
    }

    private ObjectNode completion(Exchange exchange) {
        Message message = exchange.getMessage();
        ObjectNode body = Json.object().put("object", "chat.completion");
        body.put("created", clock.instant().getEpochSecond());
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", message.getBody(String.class));
        choice.put("finish_reason", Outcome.on(exchange).finishReason());
        body.set("usage", ChunkFrame.usage(message));
        return body;
    }
}
