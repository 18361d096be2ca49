package org.bactrian.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.provider.Json;

/** Step {@code llm-embeddings-answer}: the vectors as OpenAI lists them. */
final class EmbeddingsAnswer implements Processor {
    private static final String FORM = "llmEmbeddingsForm";

    /** How the answer is to look: the model as it was asked for, and whether vectors are base64 or lists. */
    record Form(String model, boolean base64) {
        static Form of(ObjectNode request) {
            JsonNode format = request.path("encoding_format");
            String name = format.isMissingNode() || format.isNull() ? "float" : format.asText();
            boolean known = name.equals("float") || name.equals("base64");
            EmbeddingsEnter.refuseIf(!known, "encoding_format", "encoding_format must be float or base64");
            return new Form(request.path("model").asText(), name.equals("base64"));
        }

        void putOn(Exchange exchange) {
            exchange.setProperty(FORM, this);
        }
    }

    @Override
    public void process(Exchange exchange) {
        Form form = exchange.getProperty(FORM, Form.class);
        Message message = exchange.getMessage();
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        vectors(message.getBody()).forEach(vector -> add(data, vector, form.base64()));
        body.put("model", form.model());
        int tokens = message.getHeader("CamelLlmInputTokens", 0, Integer.class);
        body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        Http.answer(exchange, body);
    }

    @SuppressWarnings("unchecked") // llm-embed-action gives a vector or a list of them
    private static List<float[]> vectors(Object body) {
        return body instanceof float[] single ? List.of(single) : (List<float[]>) body;
    }

    private static void add(ArrayNode data, float[] vector, boolean base64) {
        ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
        if (base64) {
            one.put("embedding", base64(vector));
        } else {
            ArrayNode numbers = one.putArray("embedding");
            for (float number : vector) {
                numbers.add(number);
            }
        }
    }

    /** As OpenAI packs them: 32-bit floats, the lowest byte first. */
    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
