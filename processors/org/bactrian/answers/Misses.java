package org.bactrian.answers;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at debug level why a question that may be shared is put to a model; never what it asks. */
final class Misses {
    private static final Logger LOG = LoggerFactory.getLogger("org.bactrian.answers");
    private static final int SHOWN = 12;

    private Misses() {}

    /**
     * Nobody else's answer served.
     *
     * @param kept what there was and did not do
     * @param waited whether another call was waited for
     */
    static void led(String fingerprint, @Nullable Kept kept, boolean waited) {
        if (kept != null) {
            tell(fingerprint, "what is kept is too old for this caller");
        } else {
            tell(fingerprint, waited ? "the call it waited for ended without an answer" : "nothing is kept");
        }
    }

    /** No look was wanted. */
    static void past(Claim claim) {
        String fingerprint = claim.fingerprint();
        boolean mayBeKept = !claim.ttl().isZero() || claim.meant() != null;
        if (fingerprint != null && mayBeKept) {
            tell(fingerprint, "it was asked past the cache");
        }
    }

    private static void tell(String fingerprint, String why) {
        if (LOG.isDebugEnabled()) {
            String shown = fingerprint.substring(0, Math.min(SHOWN, fingerprint.length()));
            LOG.debug("Question {} goes to a model: {}", shown, why);
        }
    }
}
