package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.answers.TakenElsewhereException;
import org.bactrian.config.BuiltIn;
import org.bactrian.config.Configuration;
import org.bactrian.config.Settings;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Message;
import org.bactrian.provider.Model;
import org.bactrian.resilience.AttemptFailure;
import org.jspecify.annotations.Nullable;

/** What an entry point hands to the chain. Everything goes into exchange properties and variables, nothing into headers. */
public final class Entry {
    /** The exchange property with the name of the feature that was asked for. */
    public static final String FEATURE = "llmAskedFeature";

    /** The exchange property with the endpoint of the feature that was asked for. */
    public static final String CALL_URI = "llmCallUri";

    static final String RAW = "llmRaw";

    private final Engine engine;

    public Entry(Engine engine) {
        this.engine = engine;
    }

    public Settings settings() {
        return engine.settings();
    }

    /** Names that can be asked for as models, sorted: all features and, if callers may name them, all models. */
    public List<String> models() {
        Configuration known = engine.configuration();
        Stream<String> models = engine.settings().rawModels() ? known.models().keySet().stream() : Stream.empty();
        return Stream.concat(known.features().keySet().stream(), models)
                .distinct()
                .sorted()
                .toList();
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
        exchange.setProperty(FEATURE, feature.name());
        exchange.setProperty("llmSource", source);
    }

    /** The features none of whose models takes a call now. */
    public Set<String> down() {
        return engine.down();
    }

    /** Whether a feature is one of them. */
    public boolean isDown(String feature) {
        return engine.isDown(feature);
    }

    /**
     * Whether a failure will pass by itself, so that the same call had better come later: every model of the feature is
     * open or being probed, nothing was sent because the last one would not take it, or another process has the request.
     */
    public boolean passing(LlmException failure, @Nullable String feature) {
        AttemptFailure last = AttemptFailure.in(failure);
        boolean notSent = last != null && last.kind().notSent();
        boolean isTroubled = feature != null && engine.troubled(feature);
        boolean isDown = failure.error() == ErrorCode.TEMPORARILY_UNAVAILABLE && (notSent || isTroubled);
        return isDown || failure.getCause() instanceof TakenElsewhereException;
    }

    /** Whether there is a feature of that name. */
    public boolean serves(String feature) {
        return engine.configuration().features().containsKey(feature);
    }

    /**
     * Sends a chat request to a model past the features, under the built-in feature chat; returns whether there is such a
     * model and callers may do so.
     */
    public boolean dispatchRaw(Exchange exchange, String model, ObjectNode request) {
        Model known = engine.configuration().models().get(model);
        boolean allowed =
                engine.settings().rawModels() && known != null && known.kind().equals("chat");
        if (allowed) {
            dispatch(exchange, BuiltIn.CHAT, "http");
            exchange.setProperty(RAW, new Input.Raw(model, request));
        }
        return allowed;
    }

    /** A name from outside as it may be repeated to its sender. */
    public static String shown(@Nullable String name) {
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
