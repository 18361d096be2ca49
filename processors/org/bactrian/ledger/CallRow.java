package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One row of the call log: what a call was, what it cost and how it ended; no content.
 *
 * @param costUsd over all its attempts
 * @param savedUsd what an answer that was not paid for again would have cost
 */
public record CallRow(
        String inferenceId,
        Instant calledAt,
        String feature,
        String source,
        String user,
        String tier,
        String tenant,
        String model,
        String prompt,
        String outcome,
        String cache,
        String degraded,
        int attempts,
        int inputTokens,
        int outputTokens,
        BigDecimal costUsd,
        BigDecimal savedUsd,
        long latencyMs) {}
