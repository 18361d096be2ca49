package org.bactrian.config;

import java.util.List;
import java.util.Map;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Prompt;
import org.bactrian.provider.Model;
import org.bactrian.validation.OutputSchema;
import org.jspecify.annotations.Nullable;

/**
 * One consistent snapshot of everything the files say. Immutable; a call keeps the one it began with.
 *
 * @param embeddings the built-in feature under which embeddings are made; it answers nothing, so it is not among the others
 * @param notes settings that are read but have no effect yet
 */
public record Configuration(
        Map<String, Model> models,
        Map<String, Feature> features,
        Map<String, Prompt> prompts,
        Map<String, OutputSchema> schemas,
        Feature embeddings,
        List<Fault> notes) {
    public Configuration {
        models = Map.copyOf(models);
        features = Map.copyOf(features);
        prompts = Map.copyOf(prompts);
        schemas = Map.copyOf(schemas);
        notes = List.copyOf(notes);
    }

    /** The model of that name, be it in models.yaml or built in; null if there is none. */
    public @Nullable Model model(String name) {
        Model own = models.get(name);
        return own == null && name.equals(BuiltIn.LOCAL_MODEL.name()) ? BuiltIn.LOCAL_MODEL : own;
    }
}
