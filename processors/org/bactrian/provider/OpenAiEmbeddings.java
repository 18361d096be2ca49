package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;

/** OpenAI's embeddings, which are also our canonical form; spoken by the same servers as its chat completions. */
final class OpenAiEmbeddings implements Dialect {
    static final OpenAiEmbeddings DIALECT = new OpenAiEmbeddings();

    private OpenAiEmbeddings() {}

    @Override
    public String url(Model model, boolean streamed) {
        return model.provider().baseUrl() + "/embeddings";
    }

    @Override
    public Map<String, String> headers(Provider provider, String key) {
        return OpenAi.DIALECT.headers(provider, key);
    }

    @Override
    public ObjectNode encode(Model model, ObjectNode request, boolean streamed) {
        ObjectNode body = Json.object().put("model", model.remoteName());
        request.properties().forEach(field -> body.putIfAbsent(field.getKey(), field.getValue()));
        return body;
    }

    @Override
    public ObjectNode decode(JsonNode body) throws AttemptFailure {
        if (body.hasNonNull("error")) {
            throw inAnswer(body);
        }
        if (!(body instanceof ObjectNode answer) || !body.path("data").isArray()) {
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it answered without embeddings");
        }
        return answer;
    }

    @Override
    public Events events() {
        throw new UnsupportedOperationException("embeddings do not come in events");
    }

    @Override
    public String errorCode(JsonNode body) {
        return OpenAi.DIALECT.errorCode(body);
    }
}
