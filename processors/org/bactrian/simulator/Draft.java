package org.bactrian.simulator;

import java.util.function.UnaryOperator;
import org.bactrian.prompt.Tokens;

/**
 * What the model says.
 *
 * @param tool the function that is called with the text as its arguments, or empty
 */
record Draft(String text, String tool, Finish finish) {
    static Draft of(String text) {
        return new Draft(text, "", Finish.STOP);
    }

    static Draft call(String tool, String arguments) {
        return new Draft(arguments, tool, Finish.TOOL);
    }

    boolean refuses() {
        return finish == Finish.REFUSAL;
    }

    Draft map(UnaryOperator<String> change) {
        return new Draft(change.apply(text), tool, finish);
    }

    Draft finished(Finish reason) {
        return new Draft(text, tool, reason);
    }

    /** At most this many tokens of it. */
    Draft cutTo(int maxTokens) {
        String cut = maxTokens == Integer.MAX_VALUE ? text : Tokens.truncate(text, maxTokens);
        return cut.length() == text.length() ? this : new Draft(cut, tool, refuses() ? finish : Finish.LENGTH);
    }

    int tokens() {
        return Tokens.count(text);
    }
}
