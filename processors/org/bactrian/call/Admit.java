package org.bactrian.call;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Configuration;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Message;
import org.bactrian.stream.Downstream;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-admit}: opens the call. The feature and the caller are known, the input is small enough. */
final class Admit implements Processor {
    private static final int LONGEST_KEY = 256;

    private final Engine engine;
    private final Arrival arrival;

    Admit(Engine engine) {
        this.engine = engine;
        this.arrival = new Arrival(engine);
    }

    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Configuration configuration = engine.configuration();
        Feature feature = feature(configuration, exchange.getProperty("llmFeature", String.class));
        Identity identity = Identity.of(exchange, engine.settings());
        Call call = new Call(
                configuration,
                feature,
                identity,
                input(exchange, feature),
                body,
                exchange.getProperty(Downstream.PROPERTY, Downstream.class),
                engine.clock().instant(),
                Arrival.deadline(exchange, feature));
        call.putOn(exchange);
        if (call.downstream != null) {
            call.downstream.identify(call.inferenceId);
        }
        arrival.watch(exchange, call);
        arrival.rate(exchange, call);
    }

    private static Feature feature(Configuration configuration, String name) {
        Feature feature = configuration.features().get(name);
        if (feature == null) {
            throw new LlmRefused(ErrorCode.UNKNOWN_FEATURE, "There is no feature \"" + name + "\"", "feature");
        }
        return feature;
    }

    private Input input(Exchange exchange, Feature feature) {
        Map<String, Object> variables =
                Variables.of(exchange.getMessage(), engine.settings().maxBody());
        Variables.requireSmall(variables, feature.limits().maxDocumentTokens());
        return new Input(
                variables,
                history(exchange),
                blankToNull(pin(exchange)),
                exchange.getProperty("llmMaxTokens", Integer.class),
                Arrival.cacheUse(exchange),
                Arrival.maxAge(exchange),
                idempotencyKey(exchange),
                exchange.getProperty(Entry.RAW, Input.Raw.class),
                exchange.getProperty("llmSource", "flow", String.class));
    }

    @SuppressWarnings("unchecked") // only our own entry points set this property, always to messages
    private static List<Message> history(Exchange exchange) {
        return exchange.getProperty("llmHistory", List.of(), List.class);
    }

    private static @Nullable String pin(Exchange exchange) {
        String configured = exchange.getProperty("llmPromptVersion", String.class);
        return blankToNull(configured) == null ? Given.text(exchange, "LlmPrompt") : configured;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static @Nullable String idempotencyKey(Exchange exchange) {
        String key = blankToNull(Given.text(exchange, "LlmIdempotencyKey"));
        if (key != null && key.length() > LONGEST_KEY) {
            String message = "An Idempotency-Key has at most " + LONGEST_KEY + " characters";
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, "Idempotency-Key");
        }
        return key;
    }
}
