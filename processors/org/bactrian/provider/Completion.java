package org.bactrian.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a model answered.
 *
 * @param content text, never null, possibly empty
 * @param refusal the model's own words of refusal, if it refused
 * @param finishReason as OpenAI names it: stop, length, content_filter, tool_calls
 * @param usage null when the provider did not say
 */
public record Completion(String content, @Nullable String refusal, String finishReason, @Nullable Usage usage) {
    /** Whether the model came to its own end. */
    public boolean complete() {
        return finishReason.equals("stop");
    }
}
