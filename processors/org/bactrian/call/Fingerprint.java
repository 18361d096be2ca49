package org.bactrian.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bactrian.config.Hash;
import org.bactrian.feature.CacheRules.Scope;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Message;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Renderer;
import org.bactrian.provider.Json;
import org.bactrian.provider.Model;
import org.bactrian.validation.OutputSchema;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a question: everything an answer depends on, and who may share it, in one hash. The order of keys in what
 * the caller sent, line ends, and space around a message make no difference.
 *
 * @param models that may be asked
 */
record Fingerprint(
        Call call,
        Prompt prompt,
        List<Message> messages,
        @Nullable OutputSchema schema,
        List<Model> models,
        int maxTokens) {
    /** Fields of a chat request that change how an answer is sent, and not what it says. */
    private static final List<String> DELIVERY = List.of("stream", "stream_options", "user", "metadata", "store");

    /** Null if nothing of the call is shared or kept; hashing every message is left to calls that need it. */
    @Nullable
    String hash() {
        Feature feature = call.feature;
        if (!feature.cache().shares() && !feature.keepsStale()) {
            return null;
        }
        Identity who = call.identity;
        return switch (feature.cache().shares() ? feature.cache().scope() : Scope.USER) {
            case PUBLIC -> Hash.of("public", question());
            case TENANT -> Hash.of("tenant", who.tenant(), question());
            case USER -> Hash.of("user", who.tenant(), who.user(), question());
        };
    }

    /** All that an answer depends on but the messages. */
    List<String> conditions() {
        String asked = models.stream()
                .map(model -> model.name() + "=" + model.remoteName())
                .collect(Collectors.joining(","));
        String output = schema == null ? "" : schema.hash();
        return List.of(call.feature.name(), prompt.name(), prompt.hash(), "" + maxTokens, asked, output);
    }

    private String question() {
        List<String> parts = new ArrayList<>(conditions());
        parts.add(raw());
        for (Message message : inOrder()) {
            parts.add(message.role());
            parts.add(message.content().replace("\r\n", "\n").strip());
        }
        return Hash.of(parts.toArray(new String[0]));
    }

    private String raw() {
        Input.Raw raw = call.input.raw();
        return raw == null ? "" : Json.canonical(raw.request().deepCopy().without(DELIVERY));
    }

    /** The messages, as they would be with the keys of all variables sorted. */
    private List<Message> inOrder() {
        Map<String, Object> variables = call.input.variables();
        boolean plain = call.input.raw() != null || variables.values().stream().allMatch(String.class::isInstance);
        return plain ? messages : Renderer.render(prompt, sorted(variables), call.input.history());
    }

    private static Map<String, Object> sorted(Map<String, Object> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(key, sortedValue(value)));
        return sorted;
    }

    @SuppressWarnings("unchecked") // variables come from JSON, whose maps have texts for keys
    private static Object sortedValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted((Map<String, Object>) map);
        }
        return value instanceof List<?> list
                ? list.stream().map(Fingerprint::sortedValue).toList()
                : value;
    }
}
