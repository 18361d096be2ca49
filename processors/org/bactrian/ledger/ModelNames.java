package org.bactrian.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.provider.Model;
import org.jspecify.annotations.Nullable;

/**
 * Which model of models.yaml a provider's bill means: by the provider's exact name, else whatever its snapshot or its
 * spelling ("gpt-4o-2024-08-06" is gpt-4o, "Claude Haiku 4.5" is claude-haiku-4-5-20251001).
 */
final class ModelNames {
    private final Map<String, Model> exact = new TreeMap<>();
    private final Map<String, String> alike = new HashMap<>();

    ModelNames(Collection<Model> models) {
        models.forEach(model -> exact.putIfAbsent(model.remoteName(), model));
        exact.keySet().forEach(name -> alike.putIfAbsent(bare(name), name));
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceFirst("-(latest|\\d{8}|\\d{4}-\\d{2}-\\d{2})$", "");
    }

    /** Our provider's name for a model on its bill; the bill's own if we do not know it. */
    String known(String billed) {
        return exact.containsKey(billed) ? billed : alike.getOrDefault(bare(billed), billed);
    }

    @Nullable
    Model model(String remoteName) {
        return exact.get(remoteName);
    }
}
