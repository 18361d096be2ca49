package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bactrian.provider.Provider.Structured;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;

/**
 * The OpenAI chat completions dialect, which is also our canonical form; spoken by Azure OpenAI, vLLM, Ollama, llama.cpp,
 * OpenRouter, Groq and Mistral too. What a request has that we do not know goes through as it is.
 */
final class OpenAi implements Dialect {
    static final OpenAi DIALECT = new OpenAi();

    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded",
            "maximum context length",
            "maximum model length",
            "maximum prompt length",
            "model's context length is only",
            "exceeded max context length",
            "greater than the context length",
            "exceeds the available context size",
            "exceed_context_size");
    private static final List<String> FILTERED = List.of("responsibleaipolicyviolation", "content_filter");

    private OpenAi() {}

    @Override
    public String url(Model model, boolean streamed) {
        return model.provider().baseUrl() + "/chat/completions";
    }

    @Override
    public Map<String, String> headers(Provider provider, String key) {
        String header = provider.options().keyHeader();
        if (key.isEmpty()) {
            return Map.of();
        }
        return header.isEmpty() ? Map.of("Authorization", "Bearer " + key) : Map.of(header, key);
    }

    @Override
    public ObjectNode encode(Model model, ObjectNode chat, boolean streamed) {
        Provider.Options options = model.provider().options();
        ObjectNode body = Json.object().put("model", model.remoteName());
        chat.properties().forEach(field -> body.putIfAbsent(field.getKey(), field.getValue()));
        body.remove(List.of("stream", "stream_options"));
        renameMaxTokens(body, options.maxTokensField());
        if (options.structured() != Structured.NATIVE) {
            Instructions.askFor(body, options.structured());
        }
        if (streamed) {
            body.put("stream", true);
            if (options.streamUsage()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        return body;
    }

    private static void renameMaxTokens(ObjectNode body, String field) {
        JsonNode most = body.remove("max_tokens");
        if (most != null) {
            body.set(field, most);
        }
    }

    @Override
    public ObjectNode decode(JsonNode body) throws AttemptFailure {
        if (body.hasNonNull("error")) {
            throw inAnswer(body);
        }
        if (!(body instanceof ObjectNode completion) || !body.path("choices").has(0)) {
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it answered without a choice");
        }
        return completion;
    }

    @Override
    public Dialect embeddings() {
        return OpenAiEmbeddings.DIALECT;
    }

    @Override
    public Events events() {
        return new OpenAiEvents();
    }

    @Override
    public String errorCode(JsonNode body) {
        // Mistral and older vLLM do not wrap it
        JsonNode error = body.hasNonNull("error") ? body.path("error") : body;
        String all = error.toString().toLowerCase(Locale.ROOT);
        if (TOO_LONG.stream().anyMatch(all::contains)) {
            return Failures.CONTEXT_LENGTH_EXCEEDED;
        }
        if (FILTERED.stream().anyMatch(all::contains)) {
            return Failures.CONTENT_FILTER;
        }
        JsonNode code = error.path("code");
        String type = error.path("type").asText("");
        boolean named = code.isTextual() && !code.textValue().isEmpty();
        return Failures.word(named || type.isEmpty() ? code.asText("") : type);
    }
}
