package org.bactrian.config;

import java.time.Duration;

/** Durations as our files write them: a whole number and ms, s, m, h or d. */
public final class Span {
    private Span() {}

    /**
     * Reads for example {@code 500ms}, {@code 3s}, {@code 24h} or {@code 30d}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Duration parse(String text) {
        try {
            int unit = text.endsWith("ms") ? text.length() - 2 : text.length() - 1;
            long amount = Long.parseUnsignedLong(text.substring(0, unit));
            return switch (text.substring(unit)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> throw new NumberFormatException(text);
            };
        } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("not a duration such as 500ms, 3s, 24h or 30d: " + text, e);
        }
    }
}
