package org.bactrian.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Templates;
import org.bactrian.provider.Model;
import org.bactrian.provider.Price;
import org.bactrian.provider.Provider;
import org.bactrian.resilience.GateLimits;

/**
 * What is there without any file: the feature {@code chat}, under which callers reach models by name, the feature
 * {@code embeddings}, and a model for it. A file of that name in features/ gives either limits of its own.
 */
public final class BuiltIn {
    /** The feature of models that are asked by name. */
    public static final String CHAT = "chat";

    /** The feature of models that make embeddings. */
    public static final String EMBEDDINGS = "embeddings";

    /** Runs in this process and costs nothing; an entry in models.yaml goes before it. */
    public static final Model LOCAL_MODEL = localModel();

    /** Stands where a prompt would: embeddings have none. */
    public static final Prompt NO_PROMPT = prompt("embeddings.v1");

    private static final Prompt CHAT_PROMPT = prompt("chat.v1");

    private static final Map<String, String> FILES = Map.of(
            CHAT,
            """
            description: Passes chat requests through to the model they name.
            limits: {maxInputTokens: 10000000, maxDocumentTokens: 10000000, maxOutputTokens: 1000000}
            """,
            EMBEDDINGS,
            """
            description: Turns texts into vectors.
            limits: {maxInputTokens: 10000000, maxDocumentTokens: 1000000}
            """);

    private BuiltIn() {}

    static String file(String feature) {
        return FILES.getOrDefault(feature, "");
    }

    /** Fills in what the file of a built-in feature need not say. */
    static void complete(String feature, ObjectNode file, Collection<String> models, Map<String, Prompt> prompts) {
        if (!file.has("prompt")) {
            Prompt prompt = feature.equals(EMBEDDINGS) ? NO_PROMPT : CHAT_PROMPT;
            file.put("prompt", prompt.name());
            if (feature.equals(CHAT)) {
                prompts.putIfAbsent(prompt.name(), prompt);
            }
        }
        if (!file.has("models")) {
            ArrayNode all = file.putArray("models");
            models.forEach(all::add);
        }
    }

    private static Prompt prompt(String name) {
        String text = "{{role \"user\"}}\n{{text}}\n";
        Prompt.Parameters none = new Prompt.Parameters(null, null, null, List.of());
        return new Prompt(
                name, Hash.of(text).substring(0, 12), none, List.of("text"), Map.of(), new Templates().compile(text));
    }

    private static Model localModel() {
        String name = "all-minilm-l6-v2";
        int context = 8_192; // it reads windows of 254 and averages: what is longer would only blur
        Price free = new Price(LocalDate.EPOCH, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        Model.BreakerRules unused = new Model.BreakerRules(100, 1, 1, Duration.ofDays(1), Duration.ofSeconds(1));
        return new Model(
                name, Provider.LOCAL, name, List.of(free), context, 1, "embedding", GateLimits.NONE, unused, 0);
    }
}
