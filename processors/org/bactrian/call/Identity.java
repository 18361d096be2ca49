package org.bactrian.call;

import org.apache.camel.Exchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Settings;
import org.jspecify.annotations.Nullable;

/** Who is calling. Each part is at most 128 characters and has no control character. */
public record Identity(String user, String tier, String tenant, @Nullable String session) {
    private static final int LONGEST = 128;

    /**
     * Reads who is calling from exchange variables, else from headers.
     *
     * @throws LlmRefused if a part is too long, has control characters, or the tier is unknown
     */
    static Identity of(Exchange exchange, Settings settings) {
        String tier = part(exchange, "LlmTier", settings.defaultTier());
        if (!settings.tiers().contains(tier)) {
            String message = "There is no tier \"" + tier + "\"; the tiers are " + String.join(", ", settings.tiers());
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, "Llm-Tier");
        }
        String session = part(exchange, "LlmSession", "");
        return new Identity(
                part(exchange, "LlmUser", "anonymous"),
                tier,
                part(exchange, "LlmTenant", "default"),
                session.isEmpty() ? null : session);
    }

    private static String part(Exchange exchange, String name, String fallback) {
        String value = Given.text(exchange, name);
        if (value == null || value.isBlank()) {
            return fallback;
        }
        if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            String message = name + " must be at most " + LONGEST + " characters, none of them a control character";
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, name);
        }
        return value;
    }
}
