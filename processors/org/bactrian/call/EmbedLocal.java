package org.bactrian.call;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.embedding.LocalModel;
import org.bactrian.provider.Usage;
import org.bactrian.resilience.AttemptFailure;

/** Step {@code llm-embed-local}: the batch goes to the model of this process. */
final class EmbedLocal implements Processor {
    /** Numbers in its vectors. */
    static final int DIMENSIONS = 384;

    @Override
    public void process(Exchange exchange) throws AttemptFailure {
        EmbedCall embed = EmbedCall.on(exchange);
        Call call = embed.call;
        List<float[]> vectors = LocalModel.shared()
                .embed(embed.batch().texts(), call.identity.tenant(), call.deadline(), call.callerLeft());
        // nobody bills them, so our own count, which is held, is the right one
        Usage usage = new Usage(embed.batch().tokens(), 0, 0);
        exchange.getMessage().setBody(new EmbedReply(vectors, usage));
    }
}
