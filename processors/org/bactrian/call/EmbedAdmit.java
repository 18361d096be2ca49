package org.bactrian.call;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.config.Configuration;
import org.bactrian.embedding.VectorCache;
import org.bactrian.feature.Feature;

/** Step {@code llm-embed-admit}: opens the call. The model and the caller are known, the texts are texts. */
final class EmbedAdmit implements Processor {
    private static final long CACHE_BYTES = 64L << 20;

    private final Engine engine;
    private final Arrival arrival;
    private final VectorCache cache = new VectorCache(CACHE_BYTES, Ticker.systemTicker());

    EmbedAdmit(Engine engine) {
        this.engine = engine;
        this.arrival = new Arrival(engine);
    }

    @Override
    public void process(Exchange exchange) {
        Configuration configuration = engine.configuration();
        Feature feature = configuration.embeddings();
        EmbedModels models = new EmbedModels(configuration);
        Call call = new Call(
                configuration,
                feature,
                Identity.of(exchange, engine.settings()),
                input(exchange),
                exchange.getMessage().getBody(),
                null,
                engine.clock().instant(),
                Arrival.deadline(exchange, feature));
        new EmbedCall(
                        call,
                        models.named(exchange.getProperty("llmEmbedModel", String.class)),
                        EmbedTexts.of(exchange.getMessage(), engine.settings().maxBody()),
                        exchange.getProperty(EmbedModels.DIMENSIONS, Integer.class),
                        cache)
                .putOn(exchange);
        call.putOn(exchange);
        arrival.watch(exchange, call);
        arrival.rate(exchange, call);
    }

    private static Input input(Exchange exchange) {
        return new Input(
                Map.of(),
                List.of(),
                null,
                null,
                Arrival.cacheUse(exchange),
                null,
                null,
                null,
                exchange.getProperty("llmSource", "flow", String.class));
    }
}
