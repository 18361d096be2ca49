package org.bactrian.call;

import java.util.List;
import org.bactrian.answers.Meant;
import org.bactrian.prompt.Message;
import org.bactrian.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * A call's prompt, filled in.
 *
 * @param inputTokens counted over all messages and the output schema
 * @param maxTokens what the answer may have at most
 * @param fingerprint identity of the question, or null if nothing of it is kept or shared
 * @param meant the question by its meaning, or null if only the very same one shares its answer
 * @param replayKey identity of the request by its Idempotency-Key, or null
 * @param requestHash hash of what was asked
 */
public record Rendered(
        Prompt prompt,
        List<Message> messages,
        int inputTokens,
        int maxTokens,
        @Nullable String fingerprint,
        @Nullable Meant meant,
        @Nullable String replayKey,
        String requestHash) {}
