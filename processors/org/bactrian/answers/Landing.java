package org.bactrian.answers;

import org.bactrian.LlmException;
import org.jspecify.annotations.Nullable;

/** The end of a flight: an answer, a failure everybody shares, or neither, and then one of those who wait takes over. */
record Landing(@Nullable Kept kept, @Nullable LlmException failure) {
    static final Landing NOTHING = new Landing(null, null);

    static Landing of(@Nullable Kept kept) {
        return kept == null ? NOTHING : new Landing(kept, null);
    }
}
