package org.bactrian.call;

import java.util.List;
import org.apache.camel.Exchange;
import org.bactrian.LlmRefused;
import org.bactrian.provider.Model;
import org.jspecify.annotations.Nullable;

/** What an entry point for embeddings hands to the chain. */
public final class EmbedEntry {
    private final Engine engine;

    public EmbedEntry(Engine engine) {
        this.engine = engine;
    }

    /** Names of the models that can be asked. */
    public List<String> models() {
        return List.copyOf(engine.configuration().embeddings().models());
    }

    /**
     * Finds the model and sends the exchange its way.
     *
     * @param dimensions numbers a vector is to have, or null for as many as the model makes
     * @throws LlmRefused if there is no such model, or it makes no embeddings
     */
    public void dispatch(Exchange exchange, String name, @Nullable Integer dimensions) {
        Model model = new EmbedModels(engine.configuration()).named(name);
        exchange.setProperty(Entry.CALL_URI, uri(model));
        exchange.setProperty(EmbedModels.DIMENSIONS, dimensions);
        exchange.setProperty("llmSource", "http");
    }

    /** The endpoint that requests for a model's embeddings are sent to. */
    static String uri(Model model) {
        return "kamelet:llm-embed-action/" + routeId(model) + "?noErrorHandler=true&model=" + model.name();
    }

    static String routeId(Model model) {
        return "llm-embed-" + model.name();
    }
}
