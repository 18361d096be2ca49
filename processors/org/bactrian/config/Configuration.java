package org.bactrian.config;

import java.util.List;
import java.util.Map;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Prompt;
import org.bactrian.provider.Model;
import org.bactrian.validation.OutputSchema;

/**
 * One consistent snapshot of everything the files say. Immutable; a call keeps the one it began with.
 *
 * @param notes settings that are read but have no effect yet
 */
public record Configuration(
        Map<String, Model> models,
        Map<String, Feature> features,
        Map<String, Prompt> prompts,
        Map<String, OutputSchema> schemas,
        List<Fault> notes) {
    public Configuration {
        models = Map.copyOf(models);
        features = Map.copyOf(features);
        prompts = Map.copyOf(prompts);
        schemas = Map.copyOf(schemas);
        notes = List.copyOf(notes);
    }
}
