package org.bactrian.answers;

import java.time.Duration;
import java.time.InstantSource;
import org.bactrian.ErrorCode;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.jspecify.annotations.Nullable;

/**
 * The same question, whoever asks: kept from before, in flight here, or known to another process. Thread-safe.
 */
final class Questions {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Caches caches;
    private final Peers peers;
    private final Meanings meanings;
    private final InstantSource clock;
    private final Flights flights = new Flights();

    Questions(Caches caches, Peers peers, Meanings meanings, InstantSource clock) {
        this.caches = caches;
        this.peers = peers;
        this.meanings = meanings;
        this.clock = clock;
    }

    /** Whether this call has to ask a model; false if it has been given an answer. */
    boolean take(Claim claim) {
        String fingerprint = claim.shares() ? claim.fingerprint() : null;
        boolean waited = false;
        while (fingerprint != null) {
            if (served(claim, caches.exact(fingerprint), Served.HIT)) {
                return false;
            }
            Flight other = flights.begin(fingerprint, claim);
            if (other == null) {
                return leads(claim, fingerprint, waited);
            }
            if (Flights.followed(claim, other, Served.COALESCED)) {
                return false;
            }
            waited = true;
        }
        Misses.past(claim);
        return true;
    }

    private boolean served(Claim claim, @Nullable Kept kept, Served how) {
        if (kept == null || !claim.accepts(kept, clock.instant())) {
            return false;
        }
        claim.answered(kept, how);
        return true;
    }

    /** An answer may have come between the look and the claim, here or elsewhere. */
    private boolean leads(Claim claim, String fingerprint, boolean waited) {
        boolean asks = false;
        try {
            asks = !served(claim, caches.exact(fingerprint), Served.HIT)
                    && !elsewhere(claim, fingerprint)
                    && !served(claim, meanings.find(claim), Served.SEMANTIC);
        } finally {
            if (asks) {
                Misses.led(fingerprint, caches.exact(fingerprint), waited);
            } else {
                peers.landed(fingerprint);
                flights.land(fingerprint, Landing.of(claim.taken()));
            }
        }
        return asks;
    }

    private boolean elsewhere(Claim claim, String fingerprint) {
        Served how = Served.HIT;
        while (!found(claim, fingerprint, how)) {
            if (peers.lead(fingerprint)) {
                return found(claim, fingerprint, how); // another may have put it and landed in between
            }
            how = Served.COALESCED;
            await(claim, fingerprint);
        }
        return true;
    }

    private boolean found(Claim claim, String fingerprint, Served how) {
        Kept kept = peers.get(fingerprint);
        if (kept != null) {
            caches.put(fingerprint, kept);
        }
        return served(claim, kept, how);
    }

    private void await(Claim claim, String fingerprint) {
        Duration left = claim.deadline().left();
        if (left.isZero() || claim.callerLeft().isDone()) {
            String message = "The same question in flight elsewhere was not answered in time";
            throw new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, message, null);
        }
        try {
            peers.await(fingerprint, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "Interrupted", e);
        }
    }

    /** Ends what {@link #take} gave to this call: keeps its answer if it may be kept, and tells those who wait. */
    void end(Claim claim, @Nullable Kept kept) {
        String fingerprint = claim.fingerprint();
        if (fingerprint == null) {
            return;
        }
        try {
            if (kept != null && caches.keep(fingerprint, claim, kept)) {
                share(claim, fingerprint, kept);
            }
        } finally {
            if (claim.shares()) {
                peers.landed(fingerprint);
                boolean own = claim.ownOnly() || kept == null;
                flights.land(fingerprint, own ? new Landing(null, claim.sharedFailure()) : Landing.of(kept));
            }
        }
    }

    private void share(Claim claim, String fingerprint, Kept kept) {
        if (!kept.ttl().isZero()) {
            peers.put(fingerprint, kept);
        }
        meanings.learn(claim, kept);
    }
}
