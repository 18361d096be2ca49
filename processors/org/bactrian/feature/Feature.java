package org.bactrian.feature;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One feature file. Durations are positive, money is USD, counts are tokens unless they say otherwise.
 *
 * @param name the file's name without its ending
 * @param prompt default prompt as {@code name.version}
 * @param experiment other prompts with the percent of users that get them
 * @param models primary, then fallbacks
 * @param output name of the output schema, or null for free text
 * @param onFailure {@code "stale"}, {@code "unavailable"} or {@code {rule: ...}}, in order
 */
public record Feature(
        String name,
        String description,
        String prompt,
        Map<String, Integer> experiment,
        List<String> models,
        @Nullable String output,
        String stream,
        Duration target,
        Limits limits,
        Budget budget,
        CacheRules cache,
        Retry retry,
        Timeouts timeouts,
        Repair repair,
        String overflow,
        List<JsonNode> onFailure,
        String onUncertain,
        OnRefusal onRefusal,
        String supersede,
        Jobs jobs) {

    /** Whether the last good answer is wanted when every model fails. */
    public boolean keepsStale() {
        return onFailure.stream().anyMatch(step -> step.asText().equals("stale"));
    }

    /** Attempts per model, and the bounds of the pause between them. */
    public record Retry(int attempts, Duration baseDelay, Duration maxDelay) {}

    /** Re-asks per model that quote the validator. */
    public record Repair(int attempts) {}

    /** How this feature's jobs are worked off. */
    public record Jobs(int concurrency, String priority) {}

    /** Whether a refusal by the model is the answer or a reason to ask the next one. */
    public enum OnRefusal {
        @JsonProperty("answer")
        ANSWER,
        @JsonProperty("next-model")
        NEXT_MODEL
    }
}
