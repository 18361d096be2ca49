package org.bactrian.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.bactrian.provider.Lane;

/** Gauges of each model: the state of its breaker, calls under way and calls that wait for their turn. Thread-safe. */
public final class ModelMeters {
    private final MeterRegistry registry;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public ModelMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds the gauges of a model; a second time does nothing. */
    public void add(String model, Lane lane) {
        if (known.add(model)) {
            for (String state : Lane.STATES) {
                Gauge.builder("llm.breaker.state", lane, of -> of.state().equals(state) ? 1 : 0)
                        .description("1 for the state that the model's circuit breaker is in")
                        .tag("model", model)
                        .tag("state", state)
                        .register(registry);
            }
            gauge("llm.model.running", "Calls under way to the model", model, lane, of -> of.gate()
                    .running());
            gauge("llm.model.waiting", "Calls that wait for their turn at the model", model, lane, of -> of.gate()
                    .waiting());
        }
    }

    private void gauge(String name, String description, String model, Lane lane, ToDoubleFunction<Lane> value) {
        Gauge.builder(name, lane, value)
                .description(description)
                .tag("model", model)
                .register(registry);
    }
}
