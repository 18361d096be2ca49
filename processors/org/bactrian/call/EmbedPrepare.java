package org.bactrian.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.embedding.TextTokens;
import org.bactrian.provider.Model;

/** Step {@code llm-embed-prepare}: what is not kept is counted, found to fit the model, and cut into batches. */
final class EmbedPrepare implements Processor {
    private static final int MOST_COUNTED = 100_000_000;

    private final Engine engine;

    EmbedPrepare(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        EmbedCall embed = EmbedCall.on(exchange);
        checkDimensions(embed);
        embed.ask(counted(embed, embed.lookUp()));
        embed.next(engine);
    }

    private static void checkDimensions(EmbedCall embed) {
        Integer asked = embed.dimensions;
        if (asked != null && embed.model.provider().isLocal() && asked != EmbedLocal.DIMENSIONS) {
            String message = "Vectors of " + embed.model.name() + " have " + EmbedLocal.DIMENSIONS + " dimensions";
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, "dimensions");
        }
    }

    private static Map<String, Integer> counted(EmbedCall embed, Set<String> texts) {
        Model model = embed.model;
        int most = Math.min(embed.call.feature.limits().maxInputTokens(), Math.min(model.context(), MOST_COUNTED));
        int mostOfAll = embed.call.feature.limits().maxDocumentTokens();
        Map<String, Integer> counted = new LinkedHashMap<>();
        long all = 0;
        for (String text : texts) {
            int tokens = TextTokens.count(text, most + 1);
            if (tokens > most) {
                String place = embed.texts.name(embed.texts.texts().indexOf(text));
                String message = place + " has more than the " + most + " tokens that " + model.name() + " takes";
                throw new LlmRefused(ErrorCode.CONTEXT_LENGTH_EXCEEDED, message, "input");
            }
            counted.put(text, tokens);
            all += tokens;
            if (all > mostOfAll) {
                String message = "The input has more than " + mostOfAll + " tokens";
                throw new LlmRefused(ErrorCode.INPUT_TOO_LARGE, message, "input");
            }
        }
        return counted;
    }
}
