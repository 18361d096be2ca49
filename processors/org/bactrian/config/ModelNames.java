package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The models a feature may name, by name and kind alone: one that is broken is among them, as it has been told of. */
final class ModelNames {
    private final Set<String> chat = new TreeSet<>();
    private final Set<String> embedding = new TreeSet<>(Set.of(BuiltIn.LOCAL_MODEL.name()));

    private int read;

    /** Takes the models of models.yaml. */
    void addAll(JsonNode models) {
        read = models.size();
        models.properties().forEach(model -> {
            boolean embeds = model.getValue().path("kind").asText("").equals("embedding");
            embedding.remove(model.getKey());
            (embeds ? embedding : chat).add(model.getKey());
        });
    }

    /** Whether models.yaml has none. */
    boolean isEmpty() {
        return read == 0;
    }

    /** Those that a feature may name. */
    Set<String> of(String feature) {
        return feature.equals(BuiltIn.EMBEDDINGS) ? embedding : chat;
    }

    /** What is wrong with a model of the other kind; empty if there is none of that name. */
    String wrong(String feature, String model) {
        if (of(feature).contains(model) || !(chat.contains(model) || embedding.contains(model))) {
            return "";
        }
        return embedding.contains(model)
                ? "is an embedding model, which gives no answers"
                : "is a chat model, which makes no embeddings";
    }
}
