package org.bactrian.answers;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One question is answered once: by what the same request got before, from the exact cache, or by waiting for the call
 * that asks right now, here or in another process. Thread-safe.
 */
public final class Answers {
    private final InstantSource clock;
    private final Caches caches;
    private final Peers peers;
    private final Meanings meanings;
    private final Requests requests;
    private final Questions questions;

    /**
     * Empty caches.
     *
     * @param maxBytes of each cache, roughly
     * @param clock what time-to-live is measured with
     */
    public Answers(long maxBytes, InstantSource clock, Receipts receipts, Peers peers, Meanings meanings) {
        this.clock = clock;
        this.caches = new Caches(maxBytes, clock);
        this.peers = peers;
        this.meanings = meanings;
        this.requests = new Requests(receipts, clock);
        this.questions = new Questions(caches, peers, meanings, clock);
    }

    /**
     * Claims the question of a call.
     *
     * @return true if this call must ask a model and then {@link #release}; false if it has been given an answer
     * @throws org.bactrian.LlmRefused if the Idempotency-Key was used for another request
     * @throws org.bactrian.LlmUnavailable if the one waited for failed for everybody, or the deadline passed
     */
    public boolean claim(Claim claim) {
        if (!requests.take(claim)) {
            return false;
        }
        boolean asks = false;
        try {
            asks = questions.take(claim);
        } finally {
            if (!asks) {
                requests.end(claim, claim.taken());
            }
        }
        return asks;
    }

    /** Something that costs money is about to be sent for a claim. */
    public void sending(Claim claim) {
        requests.sending(claim);
    }

    /** Ends what this call claimed: keeps its answer if it may be kept, and tells those who wait. */
    public void release(Claim claim) {
        Answer answer = claim.answer();
        Kept kept = answer == null ? null : new Kept(answer, claim.origin(), clock.instant(), claim.ttl());
        try {
            requests.end(claim, kept);
        } finally {
            questions.end(claim, kept);
        }
        if (claim.replayKey() != null && kept != null) {
            caches.purgesOf(claim).forEach(requests::purge); // what was just recorded is no longer wanted
        }
    }

    /** The last good answer to a question, however old. */
    public @Nullable Kept lastGood(@Nullable String fingerprint) {
        return fingerprint == null ? null : caches.lastGood(fingerprint);
    }

    /** How many answers are kept in this process for the same question. */
    public long keptAnswers() {
        return caches.entries();
    }

    /** Bytes they take in memory, roughly. */
    public long keptBytes() {
        return caches.bytes();
    }

    /**
     * Forgets the answers that match, in every process; those being made now are not kept. Returns how many there were here.
     *
     * @throws org.bactrian.LlmUnavailable if what is kept by meaning, or on record, cannot be reached; all else is gone then
     */
    public int purge(Purge purge) {
        int here = caches.forget(purge);
        peers.purge(purge);
        try {
            here += requests.purge(purge);
        } finally {
            here += meanings.purge(purge);
        }
        return here;
    }

    /** Forgets the answers that match in this process alone. */
    public int forget(Purge purge) {
        return caches.forget(purge) + meanings.purge(purge);
    }

    /** Forgets the answer to one question in this process alone. */
    public void forget(String fingerprint) {
        caches.forget(fingerprint);
    }
}
