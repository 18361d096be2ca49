package org.bactrian.call;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Kept;
import org.bactrian.provider.Attempt;
import org.bactrian.telemetry.CallFacts;
import org.jspecify.annotations.Nullable;

/** What is told of a call, to meters and to its caller. */
final class Facts {
    private Facts() {}

    /**
     * For the meters.
     *
     * @param savedUsd what the answer would cost today if it had not been there
     */
    static CallFacts of(Call call, BigDecimal savedUsd) {
        Answer answer = call.answer();
        Rendered rendered = call.renderedOrNull();
        return new CallFacts(
                call.feature.name(),
                answer == null ? "none" : answer.model(),
                rendered == null ? "none" : rendered.prompt().name(),
                Settle.outcome(call),
                cache(call),
                call.latency(),
                call.tally.usage(),
                call.tally.cost(),
                lookup(call),
                savedTokens(call),
                savedUsd);
    }

    /** Where a call has no key, and its feature shares nothing, there is nothing to look for. */
    private static @Nullable String lookup(Call call) {
        Rendered rendered = call.renderedOrNull();
        boolean looks = rendered != null
                && (rendered.replayKey() != null || call.feature.cache().shares());
        return looks ? cache(call) : null;
    }

    private static long savedTokens(Call call) {
        Answer answer = call.served == null ? null : call.answer();
        return answer == null
                ? 0
                : (long) answer.usage().input() + answer.usage().output();
    }

    /** As the header Llm-Cache has it. */
    static String cache(Call call) {
        if (call.served != null) {
            return call.served.name().toLowerCase(Locale.ROOT);
        }
        return call.input.cache() == Input.CacheUse.ON ? "miss" : "bypass";
    }

    /** What a flow gets told by headers; of a call that still runs, what is known so far. */
    static Map<String, Object> headers(Call call) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("CamelLlmInferenceId", call.inferenceId);
        Rendered rendered = call.renderedOrNull();
        put(
                headers,
                "CamelLlmPrompt",
                rendered == null ? null : rendered.prompt().name());
        put(headers, "CamelLlmModel", model(call));
        headers.put("CamelLlmCache", cache(call));
        headers.put("CamelLlmAttempts", call.tally.attempts());
        if (call.settled) {
            headers.put("CamelLlmInputTokens", call.tally.usage().input());
            headers.put("CamelLlmOutputTokens", call.tally.usage().output());
            headers.put(
                    "CamelLlmCostUsd", call.tally.cost().stripTrailingZeros().toPlainString());
        }
        put(headers, "CamelLlmDegraded", call.degraded);
        put(headers, "CamelLlmAge", call.kept == null ? null : age(call.kept));
        return headers;
    }

    /** Seconds, as the header Age of HTTP has it. */
    private static String age(Kept kept) {
        return Long.toString(kept.age(Instant.now()).toSeconds());
    }

    private static @Nullable String model(Call call) {
        Answer answer = call.answer();
        Attempt live = call.running.live();
        if (answer != null) {
            return answer.model();
        }
        return live == null || call.settled ? call.heardModel : live.model().name();
    }

    private static void put(Map<String, Object> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
