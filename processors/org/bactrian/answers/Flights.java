package org.bactrian.answers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bactrian.ErrorCode;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.jspecify.annotations.Nullable;

/** What is being answered in this process right now, by its key. Thread-safe. */
final class Flights {
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    /** Begins a flight for a claim; null if it leads it now, else the one there is. */
    @Nullable
    Flight begin(String key, Claim claim) {
        Flight own = new Flight(claim.requestHash());
        Flight other = flights.putIfAbsent(key, own);
        if (other == null) {
            claim.leads(own);
        }
        return other;
    }

    /** Ends the flight of the one who leads it. */
    void land(String key, Landing landing) {
        Flight flight = flights.remove(key);
        if (flight != null) {
            flight.land(landing);
        }
    }

    /**
     * Waits for another's answer; false if it ended without one, so that somebody has to take over.
     *
     * @throws org.bactrian.LlmException if it failed for everybody, time is over, the caller left, or the answer broke off
     *     that he was already reading
     */
    static boolean followed(Claim claim, Flight flight, Served served) {
        Landing landing = new Follower(claim).follow(flight);
        if (landing.failure() != null) {
            throw landing.failure();
        }
        if (landing.kept() != null) {
            claim.answered(landing.kept(), served);
        } else if (claim.heard()) {
            throw new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "The answer broke off", null);
        }
        return landing.kept() != null;
    }
}
