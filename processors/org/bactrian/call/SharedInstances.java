package org.bactrian.call;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of two steps that use one of our Kamelets by the same URI: they share one route, and the first one's error handler. */
final class SharedInstances {
    private static final Logger LOG = LoggerFactory.getLogger(SharedInstances.class);

    private SharedInstances() {}

    static void warn(CamelContext context) {
        Set<String> seen = new HashSet<>();
        for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
            Collection<ToDefinition> steps =
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class);
            for (ToDefinition step : steps) {
                String uri = step.getEndpointUri();
                if (uri.startsWith("kamelet:llm-") && !seen.add(uri)) {
                    LOG.warn(
                            "Route {} uses {} as another step does: both share the other's error handler. Give it a name"
                                    + " of its own, such as kamelet:llm-call-action/my-step",
                            route.getRouteId(),
                            uri);
                }
            }
        }
    }
}
