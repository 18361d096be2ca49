package org.bactrian.provider;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.bactrian.resilience.GateLimits;

/**
 * A model that features name.
 *
 * @param name its key in models.yaml
 * @param remoteName the provider's own name for it
 * @param prices by first day, ascending, never empty
 * @param context tokens of the whole context window
 * @param maxOutput most tokens of one answer
 * @param limits what the provider grants
 * @param retryBudget retries as a share of requests
 */
public record Model(
        String name,
        Provider provider,
        String remoteName,
        List<Price> prices,
        int context,
        int maxOutput,
        String kind,
        GateLimits limits,
        BreakerRules circuitBreaker,
        double retryBudget) {

    /** The price on a day (UTC): the last one that has begun, else the first. */
    public Price priceOn(LocalDate day) {
        return prices.stream()
                .filter(price -> !price.from().isAfter(day))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> prices.get(0));
    }

    /** Whether it turns texts into vectors instead of answering. */
    public boolean isEmbedding() {
        return kind.equals("embedding");
    }

    /** How it is spoken to. */
    Dialect dialect() {
        Dialect embeddings = isEmbedding() ? provider.dialect().embeddings() : null;
        return embeddings == null ? provider.dialect() : embeddings;
    }

    /**
     * The endpoint of this model's own route; one text per model, so that no second route is ever made. It has no error
     * handler: what fails is for the chain to judge.
     */
    public String uri() {
        return "kamelet:llm-model-action/llm-model-" + name + "?noErrorHandler=true&model=" + name;
    }

    /**
     * When the model is left alone for a while.
     *
     * @param failureRate percent of failures, and of slow calls, that opens the breaker
     * @param slidingWindow calls that are looked at
     */
    public record BreakerRules(
            float failureRate, int minimumCalls, int slidingWindow, Duration slowCall, Duration openFor) {}
}
