package org.bactrian.answers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The same answers in the other processes of a cluster. A peer that is gone or slow costs a call, never an answer: no
 * method throws because of the network, and none takes longer than about a second but {@link #await}. Thread-safe.
 */
public interface Peers extends AutoCloseable {
    /** No cluster. */
    Peers NONE = new NoPeers();

    /** An answer that some process keeps, with what is left of its time; null if none does. */
    @Nullable
    Kept get(String fingerprint);

    /** Shares an answer until its time is over. */
    void put(String fingerprint, Kept kept);

    /** Tries to be the one process that asks a question; true if it is, or if nobody can say. */
    boolean lead(String fingerprint);

    /** Waits until the process that leads has ended, died or left, at most this long; the caller then looks again. */
    void await(String fingerprint, Duration atMost) throws InterruptedException;

    /** This process does not lead any more; its answer, if it has one, has been put before. */
    void landed(String fingerprint);

    /** Forgets the answers that match, everywhere, and tells every process to do the same. */
    void purge(Purge purge);

    @Override
    void close();
}
