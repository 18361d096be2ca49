package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered.
 *
 * @param content text, never null, possibly empty
 * @param refusal the model's own words of refusal, if it refused
 * @param finishReason as OpenAI names it: stop, length, content_filter, tool_calls
 * @param usage null when the provider did not say, or said what cannot be
 */
public record Completion(String content, @Nullable String refusal, String finishReason, @Nullable Usage usage) {
    /** Reads a chat completion in OpenAI's form. */
    public static Completion of(JsonNode body) {
        JsonNode choice = body.path("choices").path(0);
        JsonNode message = choice.path("message");
        String content = message.path("content").asText("");
        return new Completion(
                content,
                message.path("refusal").textValue(),
                choice.path("finish_reason").asText("stop"),
                usage(body.path("usage"), content));
    }

    private static @Nullable Usage usage(JsonNode usage, String content) {
        JsonNode input = usage.path("prompt_tokens");
        JsonNode output = usage.path("completion_tokens");
        boolean free = output.asInt() == 0 && !content.isBlank();
        if (!isCount(input) || !isCount(output) || free) {
            return null;
        }
        return new Usage(
                input.asInt(),
                count(usage.path("prompt_tokens_details").path("cached_tokens")),
                count(usage.path("prompt_tokens_details").path("cache_write_tokens")),
                output.asInt(),
                count(usage.path("completion_tokens_details").path("reasoning_tokens")));
    }

    private static boolean isCount(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.canConvertToInt() && tokens.asInt() >= 0;
    }

    private static int count(JsonNode tokens) {
        return isCount(tokens) ? tokens.asInt() : 0;
    }

    /** Whether the model came to its own end. */
    public boolean complete() {
        return finishReason.equals("stop");
    }
}
