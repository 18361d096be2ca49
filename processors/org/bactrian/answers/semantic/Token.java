package org.bactrian.answers.semantic;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, number or sign of a text.
 *
 * @param text as it was written
 * @param opens whether it begins a sentence or a quotation, where a capital says nothing
 */
record Token(String text, boolean opens) {
    private static final Pattern TOKEN =
            Pattern.compile("(?<![\\p{L}\\p{N}])-(?=\\d)|\\p{L}\\.\\p{L}\\.?(?!\\p{L})|°[cCfF]\\b"
                    + "|[\\p{L}\\p{N}\\p{M}]+(?:[-'._/:@,+][\\p{L}\\p{N}\\p{M}]+)*(?:\\+\\+|#)?|[^\\s\\p{L}\\p{N}]");
    private static final String SENTENCE_ENDS = ".!?:\"“”„«»()[]";

    static List<Token> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).replace('’', '\'');
        Matcher match = TOKEN.matcher(plain);
        List<Token> tokens = new ArrayList<>();
        boolean opens = true;
        while (match.find()) {
            Token token = new Token(match.group(), opens);
            tokens.add(token);
            opens = token.text.length() == 1 ? SENTENCE_ENDS.contains(token.text) : opens && token.sign();
        }
        return tokens;
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    boolean sign() {
        return text.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    boolean hasDigit() {
        return text.codePoints().anyMatch(Character::isDigit);
    }

    /**
     * Whether it looks like a name: a capital inside a sentence, or within a word wherever it stands: NATO, iPhone,
     * McCoy.
     */
    boolean name() {
        boolean pronoun = text.equals("I") || text.startsWith("I'");
        boolean capital = Character.isUpperCase(text.codePointAt(0)) && !opens;
        return !pronoun && (capital || text.codePoints().skip(1).anyMatch(Character::isUpperCase));
    }
}
