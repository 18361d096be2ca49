package org.bactrian.answers.semantic;

import java.time.Instant;
import org.bactrian.config.Hash;

/**
 * A question with its answer, as the index holds it.
 *
 * @param user who asked it first, by whom it can be purged
 * @param key fingerprint of the exact question, by which it can be purged
 * @param answer as the caller of the cache wrote it
 */
public record Kept(
        Scope scope, String user, String key, String question, String answer, Instant made, Instant expires) {
    /** The same question in the same scope has the same id, so that a fresh answer takes an old one's place. */
    public String id() {
        return Hash.of(scope.tenant(), scope.feature(), scope.prompt(), scope.identity(), question);
    }
}
