package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Settings;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Message;
import org.jspecify.annotations.Nullable;

/** What an entry point hands to the chain. Everything goes into exchange properties and variables, nothing into headers. */
public final class Entry {
    /** The exchange property with the endpoint of the feature that was asked for. */
    public static final String CALL_URI = "llmCallUri";

    private final Engine engine;

    public Entry(Engine engine) {
        this.engine = engine;
    }

    public Settings settings() {
        return engine.settings();
    }

    /** Names of all features, sorted. */
    public List<String> features() {
        return engine.configuration().features().keySet().stream().sorted().toList();
    }

    /**
     * Finds the feature and sends the exchange its way.
     *
     * @param source http, file or queue
     * @throws LlmRefused if there is no such feature
     */
    public void dispatch(Exchange exchange, @Nullable String name, String source) {
        Feature feature =
                name == null ? null : engine.configuration().features().get(name);
        if (feature == null) {
            throw new LlmRefused(ErrorCode.UNKNOWN_FEATURE, "There is no feature \"" + shown(name) + "\"", "feature");
        }
        exchange.setProperty(CALL_URI, Instances.uri(feature));
        exchange.setProperty("llmSource", source);
    }

    /** A name from outside as it may be repeated to its sender. */
    private static String shown(@Nullable String name) {
        String text = name == null ? "" : name.replaceAll("[^\\p{L}\\p{N}._ -]", "?");
        return text.substring(0, Math.min(text.length(), 100));
    }

    /** Earlier messages of the conversation, and the caller's own bound on the answer's tokens. */
    public static void conversation(Exchange exchange, List<Message> history, @Nullable Integer maxTokens) {
        exchange.setProperty("llmHistory", history);
        exchange.setProperty("llmMaxTokens", maxTokens);
    }

    /** Variables out of a JSON object. */
    public static Map<String, Object> variables(JsonNode object) {
        return Variables.ofJson(object);
    }
}
