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
            String pointer = "/models/" + name + "/provider";
            String known = String.join(", ", providers.keySet());
            faults.add(new Fault(
                    yaml.file(),
                    yaml.line(pointer),
                    Pointers.dotted(pointer),
                    "there is no provider \"" + wanted + "\"",
                    "Write one of: " + known));
            return;
        }
        models.put(
                name,
                new Model(
                        name,
                        provider,
                        node.path("name").asText(name),
                        PriceList.read(yaml, name, faults),
                        node.path("context").asInt(),
                        node.path("maxOutput").asInt(),
                        node.path("kind").asText(),
                        Records.read(node.path("limits"), GateLimits.class),
                        Records.read(node.path("circuitBreaker"), Model.BreakerRules.class),
                        node.path("retryBudget").asDouble()));
    }
}
