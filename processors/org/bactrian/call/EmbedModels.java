package org.bactrian.call;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Configuration;
import org.bactrian.provider.Model;
import org.jspecify.annotations.Nullable;

/** The models that make embeddings, as the built-in feature for them allows. */
record EmbedModels(Configuration configuration) {
    /** The exchange property with the numbers a vector is to have. */
    static final String DIMENSIONS = "llmEmbedDimensions";

    Collection<Model> all() {
        return configuration.embeddings().models().stream()
                .flatMap(name -> Stream.ofNullable(configuration.model(name)))
                .toList();
    }

    /**
     * The one of that name.
     *
     * @throws LlmRefused if there is none, or it is a chat model
     */
    Model named(@Nullable String name) {
        List<String> known = configuration.embeddings().models();
        Model model = name == null ? null : configuration.model(name);
        if (model != null && known.contains(model.name())) {
            return model;
        }
        String shown = "\"" + Entry.shown(name) + "\"";
        String there = "; there is: " + String.join(", ", known);
        if (model != null && !model.isEmbedding()) {
            String message = shown + " is a chat model, which makes no embeddings" + there;
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, "model");
        }
        throw new LlmRefused(ErrorCode.UNKNOWN_MODEL, "There is no embedding model " + shown + there, "model");
    }
}
