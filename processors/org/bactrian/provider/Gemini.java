package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;

/** Google's generateContent dialect, as the Gemini API speaks it in v1beta. */
final class Gemini implements Dialect {
    static final Gemini DIALECT = new Gemini();

    private static final String KEY_HEADER = "x-goog-api-key";
    private static final List<String> TOO_LONG = List.of("input token count", "exceeds the maximum number of tokens");

    private Gemini() {}

    @Override
    public String url(Model model, boolean streamed) {
        return url(model, streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    static String url(Model model, String method) {
        // The name is a part of the path, where a plus is a plus.
        String name =
                URLEncoder.encode(model.remoteName(), StandardCharsets.UTF_8).replace("+", "%20");
        return model.provider().baseUrl() + "/models/" + name + method;
    }

    @Override
    public Map<String, String> headers(Provider provider, String key) {
        String header = provider.options().keyHeader();
        return key.isEmpty() ? Map.of() : Map.of(header.isEmpty() ? KEY_HEADER : header, key);
    }

    @Override
    public ObjectNode encode(Model model, ObjectNode chat, boolean streamed) {
        return GeminiRequest.of(chat, model.provider().options().structured());
    }

    @Override
    public ObjectNode decode(JsonNode body) throws AttemptFailure {
        GeminiEvents events = new GeminiEvents();
        Assembly whole = new Assembly();
        events.read(body).forEach(whole::add);
        if (!events.ended()) {
            String lacking = body.path("candidates").has(0) ? "a finish reason" : "a candidate";
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it answered without " + lacking);
        }
        return whole.completion();
    }

    @Override
    public Dialect embeddings() {
        return GeminiEmbeddings.DIALECT;
    }

    @Override
    public Events events() {
        return new GeminiEvents();
    }

    @Override
    public String errorCode(JsonNode body) {
        JsonNode error = body.path("error");
        String status = error.path("status").asText("");
        String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
        if (error.toString().contains("API_KEY_INVALID")) {
            return Failures.BAD_KEY;
        }
        boolean tooLong = status.equals("INVALID_ARGUMENT") && TOO_LONG.stream().anyMatch(message::contains);
        return tooLong ? Failures.CONTEXT_LENGTH_EXCEEDED : Failures.word(status);
    }
}
