package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import org.bactrian.LlmException;
import org.bactrian.prompt.Tokens;

/**
 * Counts the tokens of a streamed answer against those that are paid for. A text is counted once, and not before an
 * upper bound says that it may matter. Used by one thread at a time.
 */
final class Meter {
    /** No token is shorter than a byte, and a char takes at most three bytes in UTF-8. */
    private static final int MOST_BYTES = 3;

    private static final char FIRST_WIDE = 0x80;

    private final Allowance allowance;
    private final StringBuilder uncounted = new StringBuilder();
    private int bound;
    private int counted;
    private int paid;

    Meter(Allowance allowance) {
        this.allowance = allowance;
        this.paid = allowance.tokens();
    }

    /** Takes a completion chunk. */
    void add(JsonNode chunk) {
        int before = uncounted.length();
        Spoken.append(chunk.path("choices").path(0).path("delta"), uncounted);
        for (int i = before; i < uncounted.length(); i++) {
            bound += uncounted.charAt(i) < FIRST_WIDE ? 1 : MOST_BYTES;
        }
    }

    /**
     * Sees to it that what has come is paid for, and a bit more.
     *
     * @throws LlmException if it cannot be
     */
    void pay() {
        int near = paid - allowance.slack();
        if (counted + bound >= near && tokens() >= near) {
            paid += more(counted - near + 1);
        }
    }

    private int more(int least) {
        try {
            return allowance.refill().more(least);
        } catch (LlmException e) {
            counted = Math.max(counted, paid); // what is still on its way was sent too
            throw e;
        }
    }

    /** The tokens that have come; of a stream that was cut off all that were paid for. */
    int tokens() {
        counted += Tokens.count(uncounted.toString());
        uncounted.setLength(0);
        bound = 0;
        return counted;
    }
}
