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
 */
public record Price(LocalDate from, BigDecimal input, BigDecimal output, BigDecimal cachedInput) {
    private static final int MILLION_DIGITS = 6;

    /** The cost of an exchange in USD, exact. */
    public BigDecimal of(Usage usage) {
        BigDecimal fresh = BigDecimal.valueOf((long) usage.input() - usage.cachedInput());
        return input.multiply(fresh)
                .add(cachedInput.multiply(BigDecimal.valueOf(usage.cachedInput())))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .movePointLeft(MILLION_DIGITS);
    }
}
