package org.bactrian.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.EmbedEntry;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-embeddings-enter}: an OpenAI embeddings request for a model that makes embeddings. */
final class EmbeddingsEnter implements Processor {
    private final EmbedEntry entry;

    EmbeddingsEnter(EmbedEntry entry) {
        this.entry = entry;
    }

    @Override
    public void process(Exchange exchange) {
        Http.refuseForm(Http.request(exchange));
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        if (bytes == null || bytes.length == 0) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is empty", null);
        }
        ObjectNode body = JsonBody.object(bytes);
        String model = body.path("model").asText("");
        refuseIf(model.isEmpty(), "model", "model is missing");
        entry.dispatch(exchange, model, dimensions(body));
        EmbeddingsAnswer.Form.of(body).putOn(exchange);
        Http.enter(exchange, input(body));
    }

    private static JsonNode input(ObjectNode body) {
        JsonNode input = body.path("input");
        refuseIf(input.isMissingNode() || input.isNull(), "input", "input is missing");
        refuseIf(!input.isTextual() && !input.isArray(), "input", "input must be a text or a list of texts");
        return input;
    }

    private static @Nullable Integer dimensions(ObjectNode body) {
        JsonNode asked = body.path("dimensions");
        if (asked.isMissingNode() || asked.isNull()) {
            return null;
        }
        boolean good = asked.isIntegralNumber() && asked.canConvertToInt() && asked.asInt() > 0;
        refuseIf(!good, "dimensions", "dimensions must be a positive whole number");
        return asked.asInt();
    }

    static void refuseIf(boolean wrong, String param, String message) {
        if (wrong) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, param);
        }
    }
}
