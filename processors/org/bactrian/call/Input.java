package org.bactrian.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bactrian.prompt.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a call was given.
 *
 * @param variables of the prompt
 * @param history earlier messages of the conversation
 * @param promptPin a version of the feature's own prompt to use, or null
 * @param maxTokens the caller's own bound on the answer, or null
 * @param cache how the caller wants the cache used
 * @param maxAge how old an answer may be that the caller takes, or null for as old as the feature allows
 * @param idempotencyKey the sender's own name for this request, or null
 * @param raw a chat request that is passed through to one model, or null
 * @param source http, file, queue or flow
 */
public record Input(
        Map<String, Object> variables,
        List<Message> history,
        @Nullable String promptPin,
        @Nullable Integer maxTokens,
        CacheUse cache,
        @Nullable Duration maxAge,
        @Nullable String idempotencyKey,
        @Nullable Raw raw,
        String source) {
    /** A chat request in OpenAI's form, for a model and not for a feature. */
    record Raw(String model, ObjectNode request) {}

    /** As Cache-Control has it. */
    enum CacheUse {
        ON,
        NO_CACHE,
        NO_STORE
    }
}
