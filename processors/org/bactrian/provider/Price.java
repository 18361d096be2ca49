package org.bactrian.provider;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a model costs from a day on.
 *
 * @param from first day, UTC
 * @param input USD per million input tokens
 * @param output USD per million output tokens
 * @param cachedInput USD per million input tokens that the provider had cached
 * @param cacheWrite USD per million input tokens that the provider put into its cache
 */
public record Price(
        LocalDate from, BigDecimal input, BigDecimal output, BigDecimal cachedInput, BigDecimal cacheWrite) {
    private static final int MILLION_DIGITS = 6;
    private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** A price at which writing to the cache costs what input costs. */
    public Price(LocalDate from, BigDecimal input, BigDecimal output, BigDecimal cachedInput) {
        this(from, input, output, cachedInput, input);
    }

    /** The cost of an exchange in USD, exact. */
    public BigDecimal of(Usage usage) {
        long fresh = (long) usage.input() - usage.cachedInput() - usage.cacheWrite();
        return input.multiply(BigDecimal.valueOf(fresh))
                .add(cachedInput.multiply(BigDecimal.valueOf(usage.cachedInput())))
                .add(cacheWrite.multiply(BigDecimal.valueOf(usage.cacheWrite())))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .movePointLeft(MILLION_DIGITS);
    }

    /** What so many tokens can cost at most in USD: each input token in its dearest class. */
    public BigDecimal atMost(int inputTokens, int outputTokens) {
        return dearestInput()
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .movePointLeft(MILLION_DIGITS);
    }

    /** The most output tokens for which {@link #atMost} does not pass {@code usd}; 0 if not even the input fits. */
    public int outputFor(BigDecimal usd, int inputTokens) {
        BigDecimal left = usd.subtract(atMost(inputTokens, 0)).movePointRight(MILLION_DIGITS);
        if (left.signum() < 0) {
            return 0;
        }
        return output.signum() == 0
                ? Integer.MAX_VALUE
                : left.divideToIntegralValue(output).min(MOST_TOKENS).intValue();
    }

    private BigDecimal dearestInput() {
        return input.max(cachedInput).max(cacheWrite);
    }
}
