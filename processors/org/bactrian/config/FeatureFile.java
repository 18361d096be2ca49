package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bactrian.feature.Feature;

/** Reads one file of features/ and checks what it names against the rest. */
final class FeatureFile {
    private static final ClosedSchema SCHEMA = ClosedSchema.named("feature");

    private final YamlFile yaml;
    private final Names known;
    private final List<Fault> faults = new ArrayList<>();

    private FeatureFile(YamlFile yaml, Names known) {
        this.yaml = yaml;
        this.known = known;
    }

    /** What a feature may name. */
    record Names(Collection<String> prompts, ModelNames models, Collection<String> schemas, Collection<String> tiers) {}

    static Optional<Feature> read(String name, YamlFile yaml, Names known, List<Fault> faults) {
        SCHEMA.complete(yaml);
        FeatureFile file = new FeatureFile(yaml, known);
        file.faults.addAll(SCHEMA.check(yaml));
        if (file.faults.isEmpty()) {
            file.checkNames(name);
        }
        faults.addAll(file.faults);
        return file.faults.isEmpty() ? Optional.of(file.feature(name)) : Optional.empty();
    }

    private Feature feature(String name) {
        ObjectNode node = yaml.content().deepCopy();
        node.put("name", name);
        node.remove("$schema");
        return Records.read(node, Feature.class);
    }

    private void checkNames(String name) {
        JsonNode feature = yaml.content();
        check("/prompt", feature.path("prompt").asText(), known.prompts(), "prompts/%s.prompt");
        feature.path("experiment")
                .fieldNames()
                .forEachRemaining(other -> check("/experiment/" + other, other, known.prompts(), "prompts/%s.prompt"));
        boolean modelsKnown = !known.models().isEmpty(); // else models.yaml itself is broken and told of
        for (int i = 0; modelsKnown && i < feature.path("models").size(); i++) {
            checkModel(name, "/models/" + i, feature.path("models").path(i).asText());
        }
        if (feature.has("output")) {
            check("/output", feature.path("output").asText(), known.schemas(), "schemas/%s.schema.json");
        }
        checkTiers("/limits/requestsPerMinute");
        checkTiers("/budget/userDaily");
    }

    private void checkModel(String name, String pointer, String model) {
        Collection<String> usable = known.models().of(name);
        String wrong = known.models().wrong(name, model);
        if (wrong.isEmpty()) {
            check(pointer, model, usable, "models.yaml, model %s");
        } else {
            add(pointer, "\"" + model + "\" " + wrong, "Write one of: " + String.join(", ", usable));
        }
    }

    private void checkTiers(String pointer) {
        yaml.content().at(pointer).fieldNames().forEachRemaining(tier -> {
            if (!known.tiers().contains(tier)) {
                String fix = "Write one of: " + String.join(", ", known.tiers()) + ", or add it to llm.tiers";
                add(pointer + "/" + tier, "there is no tier \"" + tier + "\"", fix);
            }
        });
    }

    private void check(String pointer, String name, Collection<String> names, String place) {
        if (!names.contains(name)) {
            String hint = Suggestion.nearest(name, names)
                    .map(near -> "Did you mean \"" + near + "\"?")
                    .orElse(names.isEmpty() ? "There is none yet" : "There is: " + String.join(", ", names));
            add(pointer, "\"" + name + "\" does not exist (looked for " + place.formatted(name) + ")", hint);
        }
    }

    private void add(String pointer, String message, String fix) {
        faults.add(new Fault(yaml.file(), yaml.line(pointer), Pointers.dotted(pointer), message, fix));
    }
}
