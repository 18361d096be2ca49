package org.bactrian.answers;

/**
 * Which requests have been taken, by the name their sender gave them, and what they got. Durable where the store is; all
 * processes on one store see the same. Every method may throw {@link org.bactrian.LlmUnavailable} if the store cannot be
 * reached. Thread-safe.
 */
public interface Receipts {
    /**
     * Takes a request for this process, if it is free.
     *
     * @param key identity of the request: tenant, feature and the sender's own name for it, hashed
     * @param requestHash of what is asked, kept with a key that is taken
     */
    Receipt take(String key, String requestHash);

    /** Something that costs money is about to be sent for a request this process has taken. */
    void sending(String key);

    /** Ends a request this process has taken with its answer. */
    void record(String key, Kept answer);

    /** Ends a request this process has taken without one: it is free again. */
    void release(String key);

    /** Forgets the answers that match; returns how many. */
    int purge(Purge purge);
}
