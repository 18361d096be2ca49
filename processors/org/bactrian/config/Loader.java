package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Templates;
import org.bactrian.provider.Model;
import org.bactrian.validation.OutputSchema;

/** Reads a home folder whole, or tells everything that is wrong with it. */
public final class Loader {
    private final Home home;
    private final UnaryOperator<String> placeholders;
    private final List<String> tiers;
    private final boolean rawModels;
    private final Templates templates = new Templates();
    private final List<Fault> faults = new ArrayList<>();
    private final TagCaps tagCaps = new TagCaps();
    private final ModelNames modelNames = new ModelNames();

    private Loader(Home home, UnaryOperator<String> placeholders, List<String> tiers, boolean rawModels) {
        this.home = home;
        this.placeholders = placeholders;
        this.tiers = tiers;
        this.rawModels = rawModels;
    }

    /**
     * Reads everything.
     *
     * @param placeholders resolves Camel placeholders in a text; throws IllegalArgumentException for one without a value
     * @param tiers the tiers a feature may name
     * @param rawModels whether there is a built-in feature for models that are asked by name
     * @throws ConfigurationException with every fault
     */
    public static Configuration load(
            Home home, UnaryOperator<String> placeholders, List<String> tiers, boolean rawModels) {
        return new Loader(home, placeholders, tiers, rawModels).load();
    }

    private Configuration load() {
        Map<String, Model> models = models();
        Map<String, Prompt> prompts = prompts();
        Map<String, OutputSchema> schemas = SchemaFiles.read(home, faults);
        Map<String, Feature> features = features(schemas, prompts);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults.stream().sorted().toList());
        }
        Feature embeddings = Objects.requireNonNull(features.remove(BuiltIn.EMBEDDINGS));
        return new Configuration(models, features, prompts, schemas, embeddings, Notes.of(features, prompts));
    }

    private Map<String, Model> models() {
        Path file = home.folder().resolve("models.yaml");
        if (!Files.exists(file)) {
            String fix = "Write a models.yaml in " + home.folder().toAbsolutePath() + ", or point llm.home elsewhere";
            faults.add(new Fault("models.yaml", 0, "", "does not exist", fix));
            return Map.of();
        }
        try {
            YamlFile yaml = YamlFile.parse("models.yaml", home.text(file, faults), 1, placeholders);
            Map<String, Model> models = ModelsFile.read(yaml, faults);
            modelNames.addAll(yaml.content().path("models"));
            return models;
        } catch (FaultException e) {
            faults.add(e.fault());
            return Map.of();
        }
    }

    private Map<String, Prompt> prompts() {
        Map<String, Prompt> prompts = new TreeMap<>();
        home.files("prompts", faults, ".prompt").forEach((name, file) -> {
            try {
                String text = home.text(file, faults);
                PromptFile.read(home.shown(file), name, text, templates, placeholders, faults)
                        .ifPresent(prompt -> prompts.put(name, prompt));
            } catch (FaultException e) {
                faults.add(e.fault());
            }
        });
        return prompts;
    }

    /** All features, those that are built in too. */
    private Map<String, Feature> features(Map<String, OutputSchema> schemas, Map<String, Prompt> prompts) {
        Map<String, Feature> features = new TreeMap<>();
        Set<String> promptNames = names("prompts", ".prompt");
        FeatureFile.Names names =
                new FeatureFile.Names(promptNames, modelNames, names("schemas", ".schema.json"), tiers);
        home.files("features", faults, ".yaml", ".yml").forEach((name, file) -> {
            try {
                YamlFile yaml = YamlFile.parse(home.shown(file), home.text(file, faults), 1, placeholders);
                complete(name, yaml, prompts, promptNames);
                feature(name, yaml, names, features, schemas);
            } catch (FaultException e) {
                faults.add(e.fault());
            }
        });
        for (String name : builtIn()) {
            if (!features.containsKey(name)) {
                YamlFile yaml = YamlFile.parse("built-in " + name + ".yaml", BuiltIn.file(name), 1, placeholders);
                complete(name, yaml, prompts, promptNames);
                feature(name, yaml, names, features, schemas);
            }
        }
        return features;
    }

    private List<String> builtIn() {
        boolean chat = rawModels && !modelNames.of(BuiltIn.CHAT).isEmpty();
        return chat ? List.of(BuiltIn.CHAT, BuiltIn.EMBEDDINGS) : List.of(BuiltIn.EMBEDDINGS);
    }

    /** A feature that is built in need not say everything, and brings a prompt. */
    private void complete(String name, YamlFile yaml, Map<String, Prompt> prompts, Set<String> promptNames) {
        boolean own = name.equals(BuiltIn.EMBEDDINGS) || (rawModels && name.equals(BuiltIn.CHAT));
        if (own && yaml.content() instanceof ObjectNode content) {
            if (name.equals(BuiltIn.EMBEDDINGS) && content.has("prompt")) {
                String message = "has no place here: embeddings is the built-in feature of /v1/embeddings";
                faults.add(new Fault(yaml.file(), yaml.line("/prompt"), "prompt", message, "Give yours another name"));
            }
            BuiltIn.complete(name, content, modelNames.of(name), prompts);
            promptNames.addAll(prompts.keySet());
            promptNames.add(BuiltIn.NO_PROMPT.name());
        }
    }

    private void feature(
            String name,
            YamlFile yaml,
            FeatureFile.Names names,
            Map<String, Feature> features,
            Map<String, OutputSchema> schemas) {
        FeatureFile.read(name, yaml, names, faults).ifPresent(feature -> {
            features.put(name, feature);
            tagCaps.add(feature, yaml, faults);
            checkRules(feature, yaml, schemas);
        });
    }

    /** Names by file alone: a file that is broken has been told of already. */
    private Set<String> names(String folder, String ending) {
        Set<String> names =
                new TreeSet<>(home.files(folder, new ArrayList<>(), ending).keySet());
        if (folder.equals("schemas")) {
            names.removeAll(SchemaFiles.OUR_OWN);
        }
        return names;
    }

    private void checkRules(Feature feature, YamlFile yaml, Map<String, OutputSchema> schemas) {
        OutputSchema schema = feature.output() == null ? null : schemas.get(feature.output());
        for (JsonNode step : feature.onFailure()) {
            if (schema != null && step.has("rule")) {
                schema.faults(step.path("rule"))
                        .forEach(message -> faults.add(new Fault(
                                yaml.file(),
                                yaml.line("/onFailure"),
                                "onFailure.rule",
                                "breaks its own schema: " + message,
                                "")));
            }
        }
    }
}
