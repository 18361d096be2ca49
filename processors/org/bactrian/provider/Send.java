package org.bactrian.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.resilience.Deadline;

/** Step {@code llm-send}: turns the chat request into one HTTP request for this route's model. */
public final class Send implements Processor {
    /** What a model used on its own, without a feature, is allowed. */
    private static final Duration ALONE_ATTEMPT = Duration.ofSeconds(20);

    private static final Duration ALONE_CONNECT = Duration.ofSeconds(2);

    private final Supplier<Map<String, Model>> models;
    private final long maxBytes;

    public Send(Supplier<Map<String, Model>> models, long maxBytes) {
        this.models = models;
        this.maxBytes = maxBytes;
    }

    @Override
    public void process(Exchange exchange) {
        Attempt attempt = Attempt.on(exchange);
        if (attempt == null) {
            attempt = alone(exchange);
        }
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_URI, OpenAi.url(attempt.model().provider()));
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setBody(new AttemptEntity(attempt, OpenAi.encode(attempt.model(), attempt.request())));
    }

    private Attempt alone(Exchange exchange) {
        String name = exchange.getProperty("llmModel", String.class);
        Model model = models.get().get(name);
        if (model == null) {
            throw new LlmRefused(ErrorCode.UNKNOWN_MODEL, "There is no model \"" + name + "\"", "model");
        }
        Deadline deadline = Deadline.in(ALONE_ATTEMPT);
        return new Attempt(model, chatRequest(exchange.getMessage()), deadline, ALONE_CONNECT, maxBytes);
    }

    private static ObjectNode chatRequest(Message message) {
        try {
            if (message.getBody() instanceof ObjectNode object) {
                return object;
            }
            if (Json.read(message.getBody(String.class)) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException | RuntimeException e) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is not a chat request in JSON", null);
        }
        throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is not a chat request: it is no JSON object", null);
    }
}
