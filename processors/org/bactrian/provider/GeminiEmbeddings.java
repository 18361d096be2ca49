package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;

/** Google's batchEmbedContents. It tells no usage, so that tokens are counted by us. */
final class GeminiEmbeddings implements Dialect {
    static final GeminiEmbeddings DIALECT = new GeminiEmbeddings();

    private GeminiEmbeddings() {}

    @Override
    public String url(Model model, boolean streamed) {
        return Gemini.url(model, ":batchEmbedContents");
    }

    @Override
    public Map<String, String> headers(Provider provider, String key) {
        return Gemini.DIALECT.headers(provider, key);
    }

    @Override
    public ObjectNode encode(Model model, ObjectNode request, boolean streamed) {
        ObjectNode body = Json.object();
        ArrayNode requests = body.putArray("requests");
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            add(requests, model, request, input);
        }
        input.forEach(text -> add(requests, model, request, text));
        return body;
    }

    private static void add(ArrayNode requests, Model model, ObjectNode request, JsonNode text) {
        ObjectNode one = requests.addObject().put("model", "models/" + model.remoteName());
        one.putObject("content").putArray("parts").addObject().set("text", text);
        if (request.hasNonNull("dimensions")) {
            one.set("outputDimensionality", request.get("dimensions"));
        }
    }

    @Override
    public ObjectNode decode(JsonNode body) throws AttemptFailure {
        if (body.hasNonNull("error")) {
            throw inAnswer(body);
        }
        if (!body.path("embeddings").isArray()) {
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it answered without embeddings");
        }
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (JsonNode embedding : body.path("embeddings")) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            one.set("embedding", embedding.path("values"));
        }
        return answer;
    }

    @Override
    public Events events() {
        throw new UnsupportedOperationException("embeddings do not come in events");
    }

    @Override
    public String errorCode(JsonNode body) {
        return Gemini.DIALECT.errorCode(body);
    }
}
