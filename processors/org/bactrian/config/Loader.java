package org.bactrian.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final Set<String> OUR_OWN = Set.of("feature", "models", "prompt", "keys");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Home home;
    private final UnaryOperator<String> placeholders;
    private final List<String> tiers;
    private final boolean rawModels;
    private final Templates templates = new Templates();
    private final List<Fault> faults = new ArrayList<>();
    private final TagCaps tagCaps = new TagCaps();
    /** By name alone: a model that is broken has been told of already. */
    private final Set<String> modelNames = new TreeSet<>();

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
        Map<String, OutputSchema> schemas = schemas();
        Map<String, Feature> features = features(schemas, prompts);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults.stream().sorted().toList());
        }
        return new Configuration(models, features, prompts, schemas, Notes.of(features, models));
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
            yaml.content().path("models").fieldNames().forEachRemaining(modelNames::add);
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

    private Map<String, OutputSchema> schemas() {
        Map<String, OutputSchema> schemas = new TreeMap<>();
        home.files("schemas", faults, ".schema.json").forEach((name, file) -> {
            if (!OUR_OWN.contains(name)) {
                schema(name, file, schemas);
            }
        });
        return schemas;
    }

    private void schema(String name, Path file, Map<String, OutputSchema> schemas) {
        String text = home.text(file, faults);
        try {
            JsonNode definition = JSON.readTree(text);
            List<String> wrong = OutputSchema.faultsOf(definition);
            wrong.forEach(
                    message -> faults.add(new Fault(home.shown(file), 0, "", message, "See JSON Schema 2020-12")));
            if (wrong.isEmpty()) {
                schemas.put(name, OutputSchema.of(name, Hash.of(text).substring(0, 12), definition));
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            faults.add(new Fault(home.shown(file), line, "", "is not JSON: " + e.getOriginalMessage(), ""));
        } catch (RuntimeException e) {
            faults.add(new Fault(home.shown(file), 0, "", "is not a usable JSON Schema: " + e.getMessage(), ""));
        }
    }

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
        if (rawModels && !features.containsKey(BuiltIn.CHAT) && !modelNames.isEmpty()) {
            YamlFile yaml = YamlFile.parse("built-in chat.yaml", BuiltIn.FILE, 1, placeholders);
            complete(BuiltIn.CHAT, yaml, prompts, promptNames);
            feature(BuiltIn.CHAT, yaml, names, features, schemas);
        }
        return features;
    }

    /** A feature that is built in need not say everything, and brings a prompt. */
    private void complete(String name, YamlFile yaml, Map<String, Prompt> prompts, Set<String> promptNames) {
        if (rawModels && name.equals(BuiltIn.CHAT) && yaml.content() instanceof ObjectNode content) {
            BuiltIn.complete(content, modelNames, prompts);
            promptNames.addAll(prompts.keySet());
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
            names.removeAll(OUR_OWN);
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
