package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bactrian.simulator.ChatRequest.Message;

/**
 * OpenAI's embeddings, in the guise of a conversation: each text is a message, and the answer holds vectors. One for each
 * request, as it remembers how the vectors are wanted.
 */
final class Embeddings implements Dialect {
    private static final int USUAL_DIMENSIONS = 256;
    private static final int MOST_DIMENSIONS = 3_072;

    private final Dialect openAi;
    private int dimensions = USUAL_DIMENSIONS;
    private boolean packed;

    Embeddings(Dialect openAi) {
        this.openAi = openAi;
    }

    @Override
    public String name() {
        return "embeddings";
    }

    @Override
    public ChatRequest read(Call call) {
        JsonNode body = RequestJson.object(call.body());
        String model = RequestJson.model(body);
        int asked = RequestJson.atLeastOne(body.path("dimensions"), "dimensions");
        dimensions = asked == Integer.MAX_VALUE ? USUAL_DIMENSIONS : asked;
        if (dimensions > MOST_DIMENSIONS) {
            throw Rejection.badRequest("dimensions", "'dimensions' can be at most " + MOST_DIMENSIONS + ".");
        }
        packed = body.path("encoding_format").asText("float").equals("base64");
        return new ChatRequest(
                model, EmbeddingInput.of(body.path("input")), Shape.TEXT, Integer.MAX_VALUE, false, false);
    }

    /** Nothing is billed but the texts. */
    @Override
    public int promptTokens(ChatRequest request) {
        return EmbeddingInput.tokens(request.messages());
    }

    /** Says nothing, but for the text that faults look for. */
    @Override
    public Draft fit(Draft draft) {
        boolean nothing = draft.text().isEmpty();
        Draft silent = draft.text().equals(Huge.MARK) ? draft : draft.map(text -> "");
        return nothing ? silent.finished(Finish.NOTHING) : silent;
    }

    @Override
    public ObjectNode answer(Answer answer) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (Message text : spoken(answer)) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            float[] vector = EmbeddingVector.of(text.text(), dimensions);
            if (packed) {
                one.put("embedding", EmbeddingVector.base64(vector));
            } else {
                one.set("embedding", Json.tree(vector));
            }
        }
        body.put("model", answer.model());
        if (!answer.draft().text().isEmpty()) {
            body.put("padding", answer.draft().text());
        }
        ObjectNode usage = Json.object().put("prompt_tokens", answer.usage().input());
        answer.usage()
                .tell(body, "usage", usage.put("total_tokens", answer.usage().input()));
        return body;
    }

    /** All texts; a fault leaves out the last, or all. */
    private static List<Message> spoken(Answer answer) {
        List<Message> texts = answer.request().messages();
        return switch (answer.draft().finish()) {
            case NOTHING -> List.of();
            case LENGTH -> texts.subList(0, texts.size() - 1);
            case STOP, TOOL, REFUSAL, FILTER -> texts;
        };
    }

    @Override
    public Events events(Answer answer) {
        throw new UnsupportedOperationException("embeddings are not streamed");
    }

    @Override
    public ObjectNode error(Rejection rejection) {
        return openAi.error(rejection);
    }

    @Override
    public Map<String, String> rates(Behaviour behaviour, Instant now) {
        return openAi.rates(behaviour, now);
    }
}
