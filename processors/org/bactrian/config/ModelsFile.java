package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.provider.Dialect;
import org.bactrian.provider.Model;
import org.bactrian.provider.Provider;
import org.bactrian.resilience.GateLimits;

/** Reads models.yaml. */
final class ModelsFile {
    private static final ClosedSchema SCHEMA = ClosedSchema.named("models");
    private static final Map<String, String> EXAMPLES = Map.of("input", "0.02", "context", "8192");

    private final YamlFile yaml;
    private final List<Fault> faults;
    private final Map<String, Provider> providers = new HashMap<>();

    private ModelsFile(YamlFile yaml, List<Fault> faults) {
        this.yaml = yaml;
        this.faults = faults;
    }

    /** The models by name; what is wrong is added to {@code faults}. */
    static Map<String, Model> read(YamlFile yaml, List<Fault> faults) {
        SCHEMA.complete(yaml);
        List<Fault> found = SCHEMA.check(yaml);
        faults.addAll(found);
        return found.isEmpty() ? new ModelsFile(yaml, faults).models() : Map.of();
    }

    private Map<String, Model> models() {
        providers.put(Provider.LOCAL.name(), Provider.LOCAL);
        for (var entry : yaml.content().path("providers").properties()) {
            providers.put(entry.getKey(), provider(entry.getKey(), entry.getValue()));
        }
        Map<String, Model> models = new TreeMap<>();
        for (var entry : yaml.content().path("models").properties()) {
            model(entry.getKey(), entry.getValue(), models);
        }
        return models;
    }

    private static Provider provider(String name, JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.path("apiKeys").forEach(key -> keys.add(key.asText()));
        keys.add(node.path("apiKey").asText());
        keys.removeIf(String::isBlank);
        return new Provider(
                name,
                Dialect.named(node.path("dialect").asText()),
                node.path("baseUrl").asText(),
                keys,
                Records.read(node.path("options"), Provider.Options.class));
    }

    private void model(String name, JsonNode node, Map<String, Model> models) {
        String wanted = node.path("provider").asText();
        Provider provider = providers.get(wanted);
        if (provider == null) {
            String known = String.join(", ", providers.keySet());
            fault(name, "provider", "there is no provider \"" + wanted + "\"", "Write one of: " + known);
        } else {
            check(name, node, provider);
            models.put(name, model(name, node, provider));
        }
    }

    private void check(String name, JsonNode node, Provider provider) {
        boolean embeds = node.path("kind").asText().equals("embedding");
        if (provider.isLocal() && !embeds) {
            String message = "what runs in this process makes embeddings and gives no answers";
            fault(name, "provider", message, "Write \"kind: embedding\", or name another provider");
        }
        if (embeds && provider.dialect().embeddings() == null) {
            String message = "provider " + provider.name() + " speaks a dialect that has no embeddings";
            fault(name, "kind", message, "Name a provider of dialect openai or gemini");
        }
        for (String key : embeds && !provider.isLocal() ? List.of("input", "context") : List.<String>of()) {
            if (!node.has(key)) {
                fault(name, key, "is missing", "Add a line such as \"" + key + ": " + EXAMPLES.get(key) + "\"");
            }
        }
    }

    private void fault(String model, String key, String message, String fix) {
        String pointer = "/models/" + model + "/" + key;
        String there = yaml.content().at(pointer).isMissingNode() ? "/models/" + model : pointer;
        faults.add(new Fault(yaml.file(), yaml.line(there), Pointers.dotted(pointer), message, fix));
    }

    private Model model(String name, JsonNode node, Provider provider) {
        return new Model(
                name,
                provider,
                node.path("name").asText(name),
                PriceList.read(yaml, name, faults),
                node.path("context").asInt(BuiltIn.LOCAL_MODEL.context()),
                node.path("maxOutput").asInt(BuiltIn.LOCAL_MODEL.maxOutput()),
                node.path("kind").asText(),
                Records.read(node.path("limits"), GateLimits.class),
                Records.read(node.path("circuitBreaker"), Model.BreakerRules.class),
                node.path("retryBudget").asDouble());
    }
}
