package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.provider.Completion;
import org.bactrian.provider.Usage;
import org.bactrian.resilience.AttemptFailure;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-embed-take}: pays for the batch, then takes its vectors and goes on to the next. */
final class EmbedTake implements Processor {
    private final Engine engine;
    private final Settle settle;

    EmbedTake(Engine engine) {
        this.engine = engine;
        this.settle = new Settle(engine);
    }

    @Override
    public void process(Exchange exchange) throws AttemptFailure {
        EmbedCall embed = EmbedCall.on(exchange);
        embed.take(vectors(embed, exchange.getMessage().getBody()));
        exchange.getMessage().setBody(null);
        embed.next(engine);
    }

    private List<float[]> vectors(EmbedCall embed, Object body) throws AttemptFailure {
        if (body instanceof EmbedReply local) {
            pay(embed, local.usage());
            return local.vectors();
        }
        JsonNode answer = (JsonNode) body;
        pay(embed, EmbedReply.usage(answer));
        return EmbedReply.vectors(answer, embed.batch().texts().size(), embed.dimensions);
    }

    private void pay(EmbedCall embed, @Nullable Usage usage) {
        settle.completion(embed.call, new Completion("", null, "stop", usage), MissingNode.getInstance());
    }
}
