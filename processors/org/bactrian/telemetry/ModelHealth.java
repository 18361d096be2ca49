package org.bactrian.telemetry;

import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.bactrian.provider.Lane;

/**
 * Health check {@code llm-models}: tells the breaker of each model. It is up also while models are down: calls are then
 * answered by what their features say, and a restart would mend nothing.
 */
public final class ModelHealth implements HealthCheck {
    private final Supplier<Map<String, Lane>> lanes;
    private volatile boolean enabled = true;

    public ModelHealth(Supplier<Map<String, Lane>> lanes) {
        this.lanes = lanes;
    }

    @Override
    public String getId() {
        return "llm-models";
    }

    @Override
    public String getGroup() {
        return "bactrian";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean wanted) {
        enabled = wanted;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).up();
        StringJoiner states = new StringJoiner(", ");
        lanes.get().forEach((model, lane) -> {
            states.add(model + " " + lane.state());
            result.detail(model, lane.state());
        });
        return result.message(states.toString()).build();
    }
}
