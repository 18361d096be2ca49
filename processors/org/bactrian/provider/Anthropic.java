package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;

/** The Anthropic Messages dialect; spoken by gateways in front of Claude too. */
final class Anthropic implements Dialect {
    static final Anthropic DIALECT = new Anthropic();

    private static final String VERSION = "2023-06-01";
    private static final List<String> TOO_LONG =
            List.of("prompt is too long", "exceed context limit", "context window");
    private static final JsonNode NONE = IntNode.valueOf(0);
    private static final String FILTERED = "content filtering policy";

    private Anthropic() {}

    @Override
    public String url(Model model, boolean streamed) {
        return model.provider().baseUrl() + "/messages";
    }

    @Override
    public Map<String, String> headers(Provider provider, String key) {
        String header = provider.options().keyHeader();
        if (key.isEmpty()) {
            return Map.of("anthropic-version", VERSION);
        }
        return Map.of("anthropic-version", VERSION, header.isEmpty() ? "x-api-key" : header, key);
    }

    @Override
    public ObjectNode encode(Model model, ObjectNode chat, boolean streamed) {
        ObjectNode body = new AnthropicRequest(model, chat).body();
        return streamed ? body.put("stream", true) : body;
    }

    @Override
    public ObjectNode decode(JsonNode body) throws AttemptFailure {
        if (body.path("type").asText().equals("error")) {
            throw inAnswer(body);
        }
        if (!body.path("content").isArray()) {
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it answered without content");
        }
        Assembly assembly = new Assembly();
        new AnthropicEvents().whole(body).forEach(assembly::add);
        ObjectNode completion = assembly.completion();
        JsonNode message = completion.path("choices").path(0).path("message");
        if (message.has("refusal")) {
            ((ObjectNode) message).putNull("content");
        }
        return completion;
    }

    @Override
    public Events events() {
        return new AnthropicEvents();
    }

    @Override
    public String errorCode(JsonNode body) {
        JsonNode error = body.path("error");
        String message = error.path("message").asText().toLowerCase(Locale.ROOT);
        if (TOO_LONG.stream().anyMatch(message::contains)) {
            return Failures.CONTEXT_LENGTH_EXCEEDED;
        }
        return message.contains(FILTERED)
                ? Failures.CONTENT_FILTER
                : Failures.word(error.path("type").asText());
    }

    /** OpenAI's finish reason; one that nobody knows stays as it is, and so is no whole answer. */
    static String finishReason(String stopReason, boolean called) {
        return switch (stopReason) {
            case "", "end_turn", "stop_sequence", "pause_turn" -> "stop";
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> called ? "tool_calls" : "stop";
            case "refusal" -> Failures.CONTENT_FILTER;
            default -> stopReason;
        };
    }

    /** A usage in OpenAI's form: what was or is now cached is input too. */
    static ObjectNode usage(JsonNode usage) {
        JsonNode fresh = count(usage, "input_tokens", NullNode.instance);
        JsonNode written = count(usage, "cache_creation_input_tokens", NONE);
        JsonNode cached = count(usage, "cache_read_input_tokens", NONE);
        JsonNode output = count(usage, "output_tokens", NullNode.instance);
        ObjectNode all = Chunks.usage(sum(List.of(fresh, written, cached)), cached, output, NONE);
        if (written.asInt() > 0) {
            all.withObject("prompt_tokens_details").set("cache_write_tokens", written);
        }
        return all;
    }

    private static JsonNode count(JsonNode usage, String name, JsonNode otherwise) {
        return usage.has(name) ? usage.get(name) : otherwise;
    }

    /** What is no whole number goes through as it is, to be found wrong. */
    private static JsonNode sum(List<JsonNode> counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            if (!count.isIntegralNumber() || !count.canConvertToInt() || count.asInt() < 0) {
                return count;
            }
            sum += count.asInt();
        }
        return Json.tree(sum);
    }
}
