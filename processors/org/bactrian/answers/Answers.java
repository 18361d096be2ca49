package org.bactrian.answers;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.jspecify.annotations.Nullable;

/**
 * One question is answered once: from the exact cache, by waiting for the one in flight, or by replaying what an
 * Idempotency-Key got before. Thread-safe.
 */
public final class Answers {
    private final Caches caches;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    /**
     * Empty caches.
     *
     * @param maxBytes of each cache, roughly
     * @param ticker what time-to-live is measured with
     */
    public Answers(long maxBytes, Ticker ticker) {
        this.caches = new Caches(maxBytes, ticker);
    }

    /**
     * Claims the question of a call.
     *
     * @return true if this call must ask a model and then {@link #release}; false if it has been given an answer
     * @throws LlmRefused if the Idempotency-Key was used for another request
     * @throws LlmUnavailable if the one waited for failed for everybody, or the deadline passed
     */
    public boolean claim(Claim claim) {
        String replayKey = claim.replayKey();
        if (replayKey != null && !take(claim, replayKey, Served.REPLAY)) {
            return false;
        }
        try {
            String fingerprint = claim.fingerprint();
            if (fingerprint == null || !claim.shares() || take(claim, fingerprint, Served.COALESCED)) {
                return true;
            }
        } catch (RuntimeException e) {
            land(replayKey, null, null);
            throw e;
        }
        Answer answer = claim.answer();
        if (answer != null) {
            caches.keepReplay(claim, answer); // its time in the exact cache goes on as it was
        }
        land(replayKey, answer, null);
        return false;
    }

    /** Whether the key is now this call's own; otherwise the call has its answer. */
    private boolean take(Claim claim, String key, Served served) {
        while (true) {
            if (cached(claim, key, served)) {
                return false;
            }
            Flight other = flights.putIfAbsent(key, new Flight(claim.requestHash()));
            if (other == null) {
                return !landedMeanwhile(claim, key, served);
            }
            if (awaited(claim, other, served)) {
                return false;
            }
        }
    }

    /** An answer may have come between the look into the cache and the claim. */
    private boolean landedMeanwhile(Claim claim, String key, Served served) {
        boolean landed = cached(claim, key, served);
        if (landed) {
            land(key, claim.answer(), null);
        }
        return landed;
    }

    private boolean cached(Claim claim, String key, Served served) {
        boolean replay = served == Served.REPLAY;
        Caches.Kept kept = replay ? caches.replay(key) : caches.exact(key);
        if (kept == null) {
            return false;
        }
        if (replay) {
            requireSame(kept.requestHash(), claim);
        }
        claim.answered(kept.answer(), replay ? Served.REPLAY : Served.HIT);
        return true;
    }

    private static boolean awaited(Claim claim, Flight flight, Served served) {
        if (served == Served.REPLAY) {
            requireSame(flight.requestHash(), claim);
        }
        Flight.Landing landing = landing(claim, flight);
        if (landing.failure() != null) {
            throw landing.failure();
        }
        if (landing.answer() != null) {
            claim.answered(landing.answer(), served);
        }
        return landing.answer() != null;
    }

    private static void requireSame(String hash, Claim claim) {
        if (!hash.equals(claim.requestHash())) {
            String message = "This Idempotency-Key was used for a request with another body";
            throw new LlmRefused(ErrorCode.IDEMPOTENCY_CONFLICT, message, "Idempotency-Key");
        }
    }

    private static Flight.Landing landing(Claim claim, Flight flight) {
        try {
            long left = claim.deadline().left().toNanos();
            CompletableFuture.anyOf(flight.done(), claim.callerLeft()).get(left, TimeUnit.NANOSECONDS);
            if (flight.done().isDone()) {
                return flight.done().get();
            }
            throw new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, "The caller left", null);
        } catch (TimeoutException e) {
            String message = "The same question in flight was not answered in time";
            throw new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flight never ends with an exception", e);
        }
    }

    /** Ends what this call claimed: keeps its answer if it may be kept, and tells those who wait. */
    public void release(Claim claim) {
        Answer answer = claim.answer();
        LlmException failure = answer == null ? claim.sharedFailure() : null;
        if (answer != null) {
            caches.keep(claim, answer);
        }
        land(claim.replayKey(), answer, failure);
        if (claim.shares()) {
            land(claim.fingerprint(), claim.ownOnly() ? null : answer, failure);
        }
    }

    private void land(@Nullable String key, @Nullable Answer answer, @Nullable LlmException failure) {
        Flight flight = key == null ? null : flights.remove(key);
        if (flight != null) {
            flight.done().complete(new Flight.Landing(answer, failure));
        }
    }

    /** The last good answer to a question, however old. */
    public @Nullable Answer lastGood(@Nullable String fingerprint) {
        return fingerprint == null ? null : caches.lastGood(fingerprint);
    }
}
