package org.bactrian.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import org.bactrian.provider.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One finished call as the meters see it; nothing in it grows with the number of users.
 *
 * @param cache as the header Llm-Cache has it
 * @param lookup the same if there was something to look for, else null
 * @param savedTokens input and output of an answer that no model was asked for
 * @param savedUsd what such an answer would cost today
 */
public record CallFacts(
        String feature,
        String model,
        String prompt,
        String outcome,
        String cache,
        Duration latency,
        Usage usage,
        BigDecimal costUsd,
        @Nullable String lookup,
        long savedTokens,
        BigDecimal savedUsd) {}
