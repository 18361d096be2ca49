package org.bactrian.simulator;

import java.util.function.UnaryOperator;
import org.bactrian.prompt.Tokens;

/**
 * What the model says.
 *
 * @param refusal whether the text explains why it will not answer
 */
record Draft(String text, boolean refusal, String finishReason) {
    static Draft of(String text) {
        return new Draft(text, false, "stop");
    }

    Draft map(UnaryOperator<String> change) {
        return new Draft(change.apply(text), refusal, finishReason);
    }

    Draft finished(String reason) {
        return new Draft(text, refusal, reason);
    }

    /** At most this many tokens of it. */
    Draft cutTo(int maxTokens) {
        String cut = maxTokens == Integer.MAX_VALUE ? text : Tokens.truncate(text, maxTokens);
        return cut.length() == text.length() ? this : new Draft(cut, refusal, "length");
    }

    int tokens() {
        return Tokens.count(text);
    }
}
