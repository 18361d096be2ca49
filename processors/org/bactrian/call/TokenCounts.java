package org.bactrian.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.bactrian.prompt.Message;
import org.bactrian.prompt.Tokens;
import org.bactrian.validation.OutputSchema;
import org.jspecify.annotations.Nullable;

/**
 * Input tokens of a request, counted with OpenAI's o200k encoding plus its framing (4 a message, 3 for the answer). What
 * repeats from call to call, system messages and schemas, is counted once. Thread-safe.
 */
final class TokenCounts {
    private static final int PER_MESSAGE = 4;
    private static final int PER_ANSWER = 3;
    private static final int KEPT = 1_000;

    private final Cache<String, Integer> repeated =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    int of(List<Message> messages, @Nullable OutputSchema schema) {
        int tokens = PER_ANSWER;
        for (Message message : messages) {
            boolean repeats = message.role().equals("system");
            tokens += repeats ? PER_MESSAGE + once(message.content()) : ofNew(message);
        }
        return schema == null ? tokens : tokens + once(schema.definition().toString());
    }

    /** Of a message that is not seen again. */
    static int ofNew(Message message) {
        return PER_MESSAGE + Tokens.count(message.content());
    }

    private int once(String text) {
        return repeated.get(text, Tokens::count);
    }
}
