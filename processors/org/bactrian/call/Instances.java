package org.bactrian.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jsonvalidator.JsonValidatorEndpoint;
import org.bactrian.config.Configuration;
import org.bactrian.feature.Feature;
import org.bactrian.provider.Model;
import org.bactrian.validation.SchemaLookup;

/**
 * The Kamelet instances the chain dispatches to: one route for each model and each output schema and, for the entry
 * points, one for each feature. Made before the first call, and when a reload brings new ones.
 */
final class Instances {
    private final CamelContext context;
    private final Engine engine;
    private boolean features;

    Instances(CamelContext context, Engine engine) {
        this.context = context;
        this.engine = engine;
    }

    void serveFeatures() {
        features = true;
    }

    /** The endpoint that entry points send a feature's calls to. */
    static String uri(Feature feature) {
        return "kamelet:llm-call-action/llm-call-" + feature.name() + "?noErrorHandler=true&feature=" + feature.name();
    }

    void prepare(Configuration configuration) {
        configuration.models().values().forEach(model -> {
            CircuitBreaker breaker = engine.lanes().use(model).breaker();
            context.getRegistry().bind("llm-breaker-" + model.name(), CircuitBreaker.class, breaker);
            if (!model.provider().isLocal()) {
                make(model.uri(), "llm-model-" + model.name());
            }
        });
        make(Validators.uri(null), "llm-validate-" + Validators.TEXT);
        configuration.schemas().keySet().forEach(name -> make(Validators.uri(name), "llm-validate-" + name));
        if (features) {
            configuration.features().values().forEach(feature -> make(uri(feature), "llm-call-" + feature.name()));
            Collection<Model> embedding = new EmbedModels(configuration).all();
            embedding.forEach(model -> make(EmbedEntry.uri(model), EmbedEntry.routeId(model)));
        }
    }

    /** A Kamelet's route id silently replaces a route that has it already. */
    private void make(String uri, String routeId) {
        boolean ours = context.hasEndpoint(uri) != null;
        if (!ours && context.getRoute(routeId) != null) {
            throw new IllegalStateException("A route is called \"" + routeId + "\", as one of ours must be: rename it");
        }
        context.getEndpoint(uri);
    }

    /** A schema that changed is read again at the next answer. */
    void forgetSchemas() {
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof JsonValidatorEndpoint validator
                    && validator.getUriSchemaLoader() instanceof SchemaLookup) {
                validator.clearContentCache();
            }
        }
    }
}
