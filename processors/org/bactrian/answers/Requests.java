package org.bactrian.answers;

import java.time.Duration;
import java.time.InstantSource;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.bactrian.resilience.Pause;
import org.jspecify.annotations.Nullable;

/**
 * The same request again, known by the name its sender gave it: a repeated Idempotency-Key, a message delivered again, a
 * file that is there again. Answered once, also over a crash. Thread-safe.
 */
final class Requests {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Receipts receipts;
    private final InstantSource clock;
    private final Flights flights = new Flights();

    Requests(Receipts receipts, InstantSource clock) {
        this.receipts = receipts;
        this.clock = clock;
    }

    /** Whether this call has to answer its request; false if it has been given what the request got before. */
    boolean take(Claim claim) {
        String key = claim.replayKey();
        while (key != null) {
            Flight other = flights.begin(key, claim);
            if (other == null) {
                return taken(claim, key);
            }
            requireSame(other.requestHash(), claim);
            if (Flights.followed(claim, other, Served.REPLAY)) {
                return false;
            }
        }
        return true;
    }

    private boolean taken(Claim claim, String key) {
        Kept before = null;
        boolean ours = false;
        try {
            before = before(claim, key);
            ours = before == null;
        } finally {
            if (!ours) {
                flights.land(key, Landing.of(before));
            }
        }
        if (before != null) {
            claim.answered(before, Served.REPLAY);
        }
        return ours;
    }

    /** The recorded answer, or null if the request is this call's own now. */
    private @Nullable Kept before(Claim claim, String key) {
        Receipt receipt = receipts.take(key, claim.requestHash());
        while (receipt.state() == Receipt.State.ELSEWHERE) {
            requireSame(receipt.requestHash(), claim);
            pause(claim);
            receipt = receipts.take(key, claim.requestHash());
        }
        requireSame(receipt.requestHash(), claim);
        if (receipt.state() == Receipt.State.UNCERTAIN) {
            uncertain(claim, key);
        }
        return receipt.kept();
    }

    /** A request that is not to be sent again is given back, as uncertain as it was. */
    private void uncertain(Claim claim, String key) {
        boolean again = false;
        try {
            claim.uncertain();
            again = true;
        } finally {
            if (!again) {
                receipts.release(key);
            }
        }
    }

    private static void pause(Claim claim) {
        boolean left = Pause.leftWhile(claim.callerLeft(), LOOK_AGAIN);
        if (left || claim.deadline().passed()) {
            String message = "The same request is being answered elsewhere, and was not in time";
            throw new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, message, new TakenElsewhereException());
        }
    }

    private static void requireSame(String hash, Claim claim) {
        if (!hash.equals(claim.requestHash())) {
            String message = "This Idempotency-Key was used for a request with another body";
            throw new LlmRefused(ErrorCode.IDEMPOTENCY_CONFLICT, message, "Idempotency-Key");
        }
    }

    /** Money may be spent for the request from now on. */
    void sending(Claim claim) {
        String key = claim.replayKey();
        if (key != null) {
            receipts.sending(key);
        }
    }

    /** Ends what {@link #take} gave to this call, with an answer or without. */
    void end(Claim claim, @Nullable Kept kept) {
        String key = claim.replayKey();
        if (key == null) {
            return;
        }
        try {
            if (kept == null) {
                receipts.release(key);
            } else {
                receipts.record(key, new Kept(kept.answer(), claim.origin(), kept.madeAt(), lasting(kept)));
            }
        } finally {
            flights.land(key, new Landing(kept, kept == null ? claim.sharedFailure() : null));
        }
    }

    int purge(Purge purge) {
        return receipts.purge(purge);
    }

    /** From now on, also for an answer that was made earlier. */
    private Duration lasting(Kept kept) {
        return KEPT.plus(kept.age(clock.instant()));
    }
}
