package org.bactrian.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Words and punctuation marks of a text as uncased BERT sees them: lower case, no accents, each CJK sign alone. */
final class BasicTokens {
    private static final int REPLACEMENT = 0xFFFD;

    private final List<String> tokens = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();

    private BasicTokens() {}

    static List<String> of(String text) {
        BasicTokens read = new BasicTokens();
        Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().forEach(read::take);
        read.endWord();
        return read.tokens;
    }

    private void take(int c) {
        if (c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c)) {
            endWord();
        } else if (alone(c)) {
            endWord();
            tokens.add(Character.toString(c));
        } else if (!dropped(c)) {
            word.appendCodePoint(Character.toLowerCase(c));
        }
    }

    private void endWord() {
        if (!word.isEmpty()) {
            tokens.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean dropped(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.NON_SPACING_MARK -> true;
            default -> c == REPLACEMENT;
        };
    }

    private static boolean alone(int c) {
        return asciiMark(c) || mark(c) || han(c);
    }

    private static boolean han(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN && Character.isIdeographic(c);
    }

    /** BERT takes signs such as + and $ for punctuation too, but only those of ASCII. */
    private static boolean asciiMark(int c) {
        return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }

    private static boolean mark(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
