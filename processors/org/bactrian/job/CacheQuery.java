package org.bactrian.job;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.answers.Purge;
import org.bactrian.call.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Which kept answers somebody wants to be forgotten. A request that does not say so clearly is refused (invalid_input): no
 * slip of the pen empties a cache.
 *
 * @param given parameters as they came
 */
record CacheQuery(Map<String, List<String>> given) {
    private static final Set<String> CHOOSE = Set.of("feature", "prompt", "user", "key");
    private static final String TENANT = "tenant";
    private static final String ALL = "all";

    /** As long as a key or a name can be. */
    private static final int LONGEST = 1_000;

    /**
     * The answers meant.
     *
     * @param only the one tenant whose answers the caller may see, or null if he may see all
     * @throws LlmRefused (forbidden) if he means another's
     */
    Purge purge(@Nullable String only) {
        Map<String, String> asked = new TreeMap<>();
        given.forEach((name, values) -> asked.put(name, single(name, values)));
        new BookQuery(asked).requireKnown(known());
        requireChoice(asked);
        return new Purge(
                tenant(asked.get(TENANT), only),
                asked.get("feature"),
                asked.get("prompt"),
                asked.get("user"),
                asked.get("key"));
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(CHOOSE);
        known.add(TENANT);
        known.add(ALL);
        return known;
    }

    private static String single(String name, List<String> values) {
        if (values.size() != 1) {
            throw refused(name, Entry.shown(name) + " can be given once");
        }
        String value = values.get(0);
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    name,
                    Entry.shown(name) + " must have 1 to " + LONGEST + " characters, none of them a control character");
        }
        return value;
    }

    private static void requireChoice(Map<String, String> asked) {
        String all = asked.get(ALL);
        boolean chosen = !Collections.disjoint(asked.keySet(), CHOOSE);
        if (all != null && !all.equals("true")) {
            throw refused(ALL, "all cannot be \"" + Entry.shown(all) + "\"; it is true, or it is left out");
        }
        if (all != null && chosen) {
            throw refused(ALL, "all=true forgets everything, so it does not go with feature, prompt, user or key");
        }
        if (all == null && !chosen) {
            throw refused(ALL, "Say what to forget by feature, prompt, user or key, or everything with all=true");
        }
    }

    private static @Nullable String tenant(@Nullable String asked, @Nullable String only) {
        if (only != null && asked != null && !asked.equals(only)) {
            throw new LlmRefused(ErrorCode.FORBIDDEN, "Another tenant's answers need an admin key", TENANT);
        }
        return asked == null ? only : asked;
    }

    private static LlmRefused refused(String name, String message) {
        return new LlmRefused(ErrorCode.INVALID_INPUT, message, Entry.shown(name));
    }
}
