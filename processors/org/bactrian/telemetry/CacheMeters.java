package org.bactrian.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bactrian.answers.Answers;
import org.jspecify.annotations.Nullable;

/** The meters of what is answered once: what was looked for and found, what that saved, what is kept. Thread-safe. */
final class CacheMeters {
    private final Supplier<MeterRegistry> registry;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    CacheMeters(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    void call(CallFacts facts) {
        String lookup = facts.lookup();
        if (lookup != null) {
            counter("llm.cache.lookups", "Calls that may be answered without a model, by how", facts, "result", lookup)
                    .increment();
        }
        add("llm.cache.saved.tokens", "Tokens of answers that no model was asked for", facts, (double)
                facts.savedTokens());
        double usd = facts.savedUsd().doubleValue();
        add("llm.cache.saved.usd", "What answers would cost today that no model was asked for", facts, usd);
    }

    private void add(String name, String description, CallFacts facts, double amount) {
        if (amount > 0) {
            counter(name, description, facts, null, "").increment(amount);
        }
    }

    private Counter counter(String name, String description, CallFacts facts, @Nullable String tag, String value) {
        return counters.computeIfAbsent(List.of(name, facts.feature(), value), key -> {
            Counter.Builder counter =
                    Counter.builder(name).description(description).tag("feature", facts.feature());
            return (tag == null ? counter : counter.tag(tag, value)).register(registry.get());
        });
    }

    void watch(Answers answers) {
        gauge("llm.cache.entries", "Answers kept for the same question", answers, Answers::keptAnswers);
        gauge(
                "llm.cache.bytes",
                "Memory that answers kept for the same question take, roughly",
                answers,
                Answers::keptBytes);
    }

    private void gauge(String name, String description, Answers answers, ToDoubleFunction<Answers> value) {
        Gauge.builder(name, answers, value).description(description).register(registry.get());
    }
}
