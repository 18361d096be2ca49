package org.bactrian.call;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.bactrian.feature.Feature;
import org.bactrian.resilience.Deadline;
import org.jspecify.annotations.Nullable;

/** What every kind of call has at the door: its deadline, its wish for the cache, its rate, and its ends. */
final class Arrival {
    private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*(\\d{1,9})");

    private final Engine engine;
    private final Settle settle;

    Arrival(Engine engine) {
        this.engine = engine;
        this.settle = new Settle(engine);
    }

    static Deadline deadline(Exchange exchange, Feature feature) {
        Deadline total = Deadline.in(feature.timeouts().total());
        Long asked = Given.number(exchange, "LlmDeadlineMs");
        return asked == null ? total : total.orIn(Duration.ofMillis(asked));
    }

    static Input.CacheUse cacheUse(Exchange exchange) {
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

    static @Nullable Duration maxAge(Exchange exchange) {
        Matcher asked = MAX_AGE.matcher(cacheControl(exchange));
        return asked.find() ? Duration.ofSeconds(Long.parseLong(asked.group(1))) : null;
    }

    /** Settlement happens in doFinally; this is the belt for ways out that pass it by, such as a stop. */
    void watch(Exchange exchange, Call call) {
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

    void rate(Exchange exchange, Call call) {
        Integer limit = call.feature.limits().requestsPerMinute().get(call.identity.tier());
        if (limit != null) {
            exchange.setProperty("llmRateKey", engine.rateKeys().key(call.feature.name(), call.identity, limit));
            exchange.setProperty("llmRateLimit", limit);
        } else {
            exchange.removeProperty("llmRateKey");
        }
    }
}
