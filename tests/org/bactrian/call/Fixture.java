package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.config.Configuration;
import org.bactrian.feature.Budget;
import org.bactrian.feature.CacheRules;
import org.bactrian.feature.Feature;
import org.bactrian.feature.Feature.OnRefusal;
import org.bactrian.feature.Limits;
import org.bactrian.feature.Timeouts;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Segment;
import org.bactrian.prompt.Templates;
import org.bactrian.provider.Dialect;
import org.bactrian.provider.Model;
import org.bactrian.provider.Price;
import org.bactrian.provider.Provider;
import org.bactrian.resilience.Deadline;
import org.bactrian.resilience.GateLimits;
import org.jspecify.annotations.Nullable;

/** Features, models and calls made by hand. */
final class Fixture {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<Segment> HELLO = new Templates().compile("Hello");

    private Fixture() {}

    static Model model(String name, int context) {
        Price price = new Price(LocalDate.EPOCH, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
        return new Model(
                name,
                new Provider(
                        "simulator",
                        Dialect.named("openai"),
                        "http://127.0.0.1/v1",
                        List.of("one", "two"),
                        Provider.Options.NONE),
                name,
                List.of(price),
                context,
                1_000,
                "chat",
                new GateLimits(null, null, null),
                new Model.BreakerRules(50, 10, 20, SECOND, SECOND),
                0.1);
    }

    static Feature feature(int attempts, int repairs, OnRefusal onRefusal) {
        return feature("triage.v1", Map.of(), attempts, repairs, onRefusal);
    }

    static Feature experiment(Map<String, Integer> experiment) {
        return feature("triage.v1", experiment, 3, 1, OnRefusal.ANSWER);
    }

    private static Feature feature(
            String prompt, Map<String, Integer> experiment, int attempts, int repairs, OnRefusal onRefusal) {
        return new Feature(
                "triage",
                "",
                prompt,
                experiment,
                List.of("small", "large"),
                null,
                "validated",
                SECOND,
                new Limits(8_000, 1_000_000, 500, Map.of(), null),
                new Budget(Map.of(), null, null, Map.of(), null, BigDecimal.ONE, false),
                new CacheRules(null, null),
                new Feature.Retry(attempts, Duration.ofMillis(200), Duration.ofSeconds(5)),
                new Timeouts(SECOND, SECOND, SECOND, SECOND, SECOND, SECOND),
                new Feature.Repair(repairs),
                "reject",
                List.<JsonNode>of(),
                "retry",
                onRefusal,
                "none",
                new Feature.Jobs(4, "normal"));
    }

    static Configuration configuration(Feature feature, String... prompts) {
        Map<String, Prompt> all = new LinkedHashMap<>();
        for (String name : prompts) {
            Prompt.Parameters parameters = new Prompt.Parameters(null, null, null, List.of());
            all.put(name, new Prompt(name, "hash", parameters, List.of(), Map.of(), HELLO));
        }
        return new Configuration(Map.of(), Map.of(feature.name(), feature), all, Map.of(), feature, List.of());
    }

    static Identity identity(String tenant, String user) {
        return new Identity(user, "free", tenant, null);
    }

    static Call call(Configuration configuration, Identity identity, @Nullable String promptPin) {
        Input input = new Input(Map.of(), List.of(), promptPin, null, Input.CacheUse.ON, null, null, null, "flow");
        return new Call(
                configuration,
                configuration.features().get("triage"),
                identity,
                input,
                null,
                null,
                Instant.EPOCH,
                Deadline.in(Duration.ofMinutes(1)));
    }
}
