package org.bactrian.answers;

import org.jspecify.annotations.Nullable;

/**
 * Which kept answers go; a null part does not matter, all parts null match everything.
 *
 * @param prompt name and version
 * @param key the Idempotency-Key an answer was first asked under
 */
public record Purge(
        @Nullable String tenant,
        @Nullable String feature,
        @Nullable String prompt,
        @Nullable String user,
        @Nullable String key) {

    /** Whether an answer goes. */
    public boolean matches(Origin origin) {
        return matches(tenant, origin.tenant())
                && matches(feature, origin.feature())
                && matches(prompt, origin.prompt())
                && matches(user, origin.user())
                && matches(key, origin.key());
    }

    private static boolean matches(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }
}
