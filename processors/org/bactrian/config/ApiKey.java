package org.bactrian.config;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of keys.yaml: who calls with a key. Not the key itself, which is known to its owner alone.
 *
 * @param hash HMAC-SHA-256 of the key under the pepper, in small hex digits
 * @param expires from when on it no longer works, or null for never
 * @param admin whether it sees the data of every tenant
 */
public record ApiKey(
        String id, String hash, String user, String tier, String tenant, @Nullable Instant expires, boolean admin) {
    /** Whether it no longer works. */
    public boolean expired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** Its name alone, so that logs tell nothing more. */
    @Override
    public String toString() {
        return "API key " + id;
    }
}
