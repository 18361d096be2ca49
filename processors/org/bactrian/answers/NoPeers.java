package org.bactrian.answers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A process on its own: it always leads, and nobody else keeps anything. */
final class NoPeers implements Peers {
    @Override
    public @Nullable Kept get(String fingerprint) {
        return null;
    }

    @Override
    public void put(String fingerprint, Kept kept) {
        // nobody to share with
    }

    @Override
    public boolean lead(String fingerprint) {
        return true;
    }

    @Override
    public void await(String fingerprint, Duration atMost) {
        // nobody else leads
    }

    @Override
    public void landed(String fingerprint) {
        // nobody waits
    }

    @Override
    public void purge(Purge purge) {
        // nobody to tell
    }

    @Override
    public void close() {
        // nothing open
    }
}
