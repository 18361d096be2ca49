package org.bactrian.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Configuration;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Message;
import org.bactrian.resilience.Deadline;
import org.bactrian.stream.Downstream;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-admit}: opens the call. The feature and the caller are known, the input is small enough. */
final class Admit implements Processor {
    private static final int LONGEST_KEY = 256;
    private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*(\\d{1,9})");

    private final Engine engine;
    private final Settle settle;

    Admit(Engine engine) {
        this.engine = engine;
        this.settle = new Settle(engine);
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
                deadline(exchange, feature));
        call.putOn(exchange);
        if (call.downstream != null) {
            call.downstream.identify(call.inferenceId);
        }
        watch(exchange, call);
        rate(exchange, call);
    }

    private static Feature feature(Configuration configuration, String name) {
        Feature feature = configuration.features().get(name);
        if (feature == null) {
            throw new LlmRefused(ErrorCode.UNKNOWN_FEATURE, "There is no feature \"" + name + "\"", "feature");
        }
        return feature;
    }

    private static Deadline deadline(Exchange exchange, Feature feature) {
        Deadline total = Deadline.in(feature.timeouts().total());
        Long asked = Given.number(exchange, "LlmDeadlineMs");
        return asked == null ? total : total.orIn(Duration.ofMillis(asked));
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
                cacheUse(exchange),
                maxAge(exchange),
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

    private static Input.CacheUse cacheUse(Exchange exchange) {
        if ("bypass".equals(exchange.getProperty("llmCacheUse", String.class))) {
            return Input.CacheUse.NO_STORE;
        }
        String control = cacheControl(exchange);
        if (control.contains("no-store")) {
            return Input.CacheUse.NO_STORE;
        }
        return control.contains("no-cache") ? Input.CacheUse.NO_CACHE : Input.CacheUse.ON;
    }

    private static String cacheControl(Exchange exchange) {
        return String.valueOf(Given.text(exchange, "LlmCacheControl")).toLowerCase(Locale.ROOT);
    }

    private static @Nullable Duration maxAge(Exchange exchange) {
        Matcher asked = MAX_AGE.matcher(cacheControl(exchange));
        return asked.find() ? Duration.ofSeconds(Long.parseLong(asked.group(1))) : null;
    }

    private static @Nullable String idempotencyKey(Exchange exchange) {
        String key = blankToNull(Given.text(exchange, "LlmIdempotencyKey"));
        if (key != null && key.length() > LONGEST_KEY) {
            String message = "An Idempotency-Key has at most " + LONGEST_KEY + " characters";
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, "Idempotency-Key");
        }
        return key;
    }

    /** Settlement happens in doFinally; this is the belt for ways out that pass it by, such as a stop. */
    private void watch(Exchange exchange, Call call) {
        CallerLink link = exchange.getProperty(CallerLink.PROPERTY, CallerLink.class);
        if (link != null) {
            link.onLeave(call.running::leave);
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                settle.settle(call);
            }
        });
    }

    private void rate(Exchange exchange, Call call) {
        Integer limit = call.feature.limits().requestsPerMinute().get(call.identity.tier());
        if (limit != null) {
            exchange.setProperty("llmRateKey", engine.rateKeys().key(call.feature.name(), call.identity, limit));
            exchange.setProperty("llmRateLimit", limit);
        } else {
            exchange.removeProperty("llmRateKey");
        }
    }
}
