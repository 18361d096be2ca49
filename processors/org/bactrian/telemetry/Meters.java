package org.bactrian.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.util.function.Suppliers;
import org.bactrian.answers.Answers;

/** The meters of calls: how many, how they ended, how long they took, tokens and USD. Thread-safe. */
public final class Meters {
    private final Supplier<MeterRegistry> registry;
    private final CacheMeters cache;
    private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

    /** Looks the registry up at the first call, when the application has its own in place. */
    public Meters(Supplier<MeterRegistry> registry) {
        this.registry = Suppliers.memorize(registry);
        this.cache = new CacheMeters(this.registry);
    }

    public void call(CallFacts facts) {
        Tags tags = Tags.of(
                Tag.of("feature", facts.feature()), Tag.of("model", facts.model()), Tag.of("prompt", facts.prompt()));
        timers.computeIfAbsent(
                        List.of(facts.feature(), facts.model(), facts.prompt(), facts.outcome(), facts.cache()),
                        key -> timer(tags, facts))
                .record(facts.latency());
        if (facts.usage().input() + facts.usage().output() > 0) {
            registry.get()
                    .counter("llm.tokens", tags.and("direction", "input"))
                    .increment(facts.usage().input());
            registry.get()
                    .counter("llm.tokens", tags.and("direction", "output"))
                    .increment(facts.usage().output());
        }
        if (facts.costUsd().signum() > 0) {
            registry.get()
                    .counter("llm.cost.usd", tags)
                    .increment(facts.costUsd().doubleValue());
        }
        cache.call(facts);
    }

    /** Something happened to a feature's answers by meaning: verified, wrong, on or off. */
    public void semantic(String feature, String event) {
        registry.get()
                .counter("llm.cache.semantic", "feature", feature, "event", event)
                .increment();
    }

    /** A crash hid whether a request was answered and paid for, and it came again. */
    public void uncertain(String feature) {
        registry.get().counter("llm.claims.uncertain", "feature", feature).increment();
    }

    /** Shows how much is kept, as long as the answers are in use. */
    public void watch(Answers answers) {
        cache.watch(answers);
    }

    private Timer timer(Tags tags, CallFacts facts) {
        boolean valid = facts.outcome().equals("ok");
        return Timer.builder("llm.calls")
                .description("Calls of a feature: count and latency, by how they ended")
                .tags(tags.and("outcome", facts.outcome(), "cache", facts.cache(), "valid", Boolean.toString(valid)))
                .publishPercentileHistogram(false)
                .register(registry.get());
    }
}
