package org.bactrian.call;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.bactrian.config.Configuration;
import org.bactrian.embedding.VectorCache;
import org.bactrian.feature.Feature;
import org.bactrian.resilience.Deadline;

/** Step {@code llm-embed-admit}: opens the call. The model and the caller are known, the texts are texts. */
final class EmbedAdmit implements Processor {
    private static final long CACHE_BYTES = 64L << 20;

    private final Engine engine;
    private final Settle settle;
    private final VectorCache cache = new VectorCache(CACHE_BYTES, Ticker.systemTicker());

    EmbedAdmit(Engine engine) {
        this.engine = engine;
        this.settle = new Settle(engine);
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
                deadline(exchange, feature));
        new EmbedCall(
                        call,
                        models.named(exchange.getProperty("llmEmbedModel", String.class)),
                        EmbedTexts.of(exchange.getMessage(), engine.settings().maxBody()),
                        exchange.getProperty(EmbedModels.DIMENSIONS, Integer.class),
                        cache)
                .putOn(exchange);
        call.putOn(exchange);
        watch(exchange, call);
        rate(exchange, call);
    }

    private static Deadline deadline(Exchange exchange, Feature feature) {
        Deadline total = Deadline.in(feature.timeouts().total());
        Long asked = Given.number(exchange, "LlmDeadlineMs");
        return asked == null ? total : total.orIn(Duration.ofMillis(asked));
    }

    private static Input input(Exchange exchange) {
        return new Input(
                Map.of(),
                List.of(),
                null,
                null,
                cacheUse(exchange),
                null,
                null,
                null,
                exchange.getProperty("llmSource", "flow", String.class));
    }

    private static Input.CacheUse cacheUse(Exchange exchange) {
        String control = String.valueOf(Given.text(exchange, "LlmCacheControl")).toLowerCase(Locale.ROOT);
        if (control.contains("no-store")) {
            return Input.CacheUse.NO_STORE;
        }
        return control.contains("no-cache") ? Input.CacheUse.NO_CACHE : Input.CacheUse.ON;
    }

    /** Settlement happens in doFinally; this is the belt for ways out that pass it by, such as a stop. */
    private void watch(Exchange exchange, Call call) {
        CallerLink link = exchange.getProperty(CallerLink.PROPERTY, CallerLink.class);
        if (link != null) {
            link.onLeave(call.running::leave);
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                settle.settle(call);
            }
        });
    }

    private void rate(Exchange exchange, Call call) {
        Integer limit = call.feature.limits().requestsPerMinute().get(call.identity.tier());
        exchange.removeProperty("llmRateKey");
        if (limit != null) {
            exchange.setProperty("llmRateKey", engine.rateKeys().key(call.feature.name(), call.identity, limit));
            exchange.setProperty("llmRateLimit", limit);
        }
    }
}
