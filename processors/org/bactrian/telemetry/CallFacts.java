package org.bactrian.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import org.bactrian.provider.Usage;

/** One finished call as the meters see it; nothing in it grows with the number of users. */
public record CallFacts(
        String feature,
        String model,
        String prompt,
        String outcome,
        String cache,
        Duration latency,
        Usage usage,
        BigDecimal costUsd) {}
