package org.bactrian.answers.semantic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word being read, with those beside it. */
final class Cursor {
    private final List<Token> tokens;
    private int at = -1;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean advance() {
        at++;
        return at < tokens.size();
    }

    Token token() {
        return tokens.get(at);
    }

    @Nullable
    Token previous() {
        return at == 0 ? null : tokens.get(at - 1);
    }

    boolean afterNumber() {
        Token previous = previous();
        return previous != null && previous.hasDigit();
    }

    boolean after(String text) {
        Token previous = previous();
        return previous != null && previous.text().equals(text);
    }

    /** Also with the full stop of an abbreviation between. */
    boolean beforeNumber() {
        int next = next().equals(".") ? at + 2 : at + 1;
        return next < tokens.size() && tokens.get(next).hasDigit();
    }

    /** The next word in lower case, or empty at the end. */
    String next() {
        return at + 1 == tokens.size() ? "" : tokens.get(at + 1).lower();
    }
}
