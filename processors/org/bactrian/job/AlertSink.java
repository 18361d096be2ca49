package org.bactrian.job;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Fault;

/** The route that {@code llm.alerts} names: where alerts are handed over but nobody takes them, the start ends. */
final class AlertSink implements StartupListener {
    private static final String KEY = "llm.alerts";

    private final String name;

    private AlertSink(String name) {
        this.name = name;
    }

    /** Throws {@link ConfigurationException} for what cannot be a name; the start does for what no route is. */
    static void require(CamelContext context) {
        String name = context.getPropertiesComponent()
                .resolveProperty(KEY)
                .orElse("log")
                .strip();
        if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
            throw fault("cannot be \"" + name + "\"", "Write for example \"llm.alerts=log\"");
        }
        try {
            context.addStartupListener(new AlertSink(name));
        } catch (Exception e) {
            throw new IllegalStateException("a new context takes listeners", e);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        String uri = "direct://llm-alerts-" + name;
        boolean taken = context.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().equals(uri));
        if (context.hasEndpoint(uri) != null && !taken) {
            throw fault(
                    "no route begins with direct:llm-alerts-" + name,
                    "Put one into routes/, as examples/alerts/ shows, or write for example \"llm.alerts=log\"");
        }
    }

    private static ConfigurationException fault(String message, String fix) {
        return new ConfigurationException(List.of(new Fault("application.properties", 0, KEY, message, fix)));
    }
}
