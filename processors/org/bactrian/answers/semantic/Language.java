package org.bactrian.answers.semantic;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A guess at a question's language, from its script or its small words. */
final class Language {
    private static final Map<String, Set<String>> SMALL_WORDS = Words.family("language-");
    private static final int ENOUGH = 2;

    private Language() {}

    /** The language or the script; empty if a Latin text has too few small words or two languages tie. */
    static String of(List<Token> tokens) {
        UnicodeScript script = script(tokens);
        return script == UnicodeScript.LATIN ? latin(tokens) : script.name();
    }

    private static UnicodeScript script(List<Token> tokens) {
        return tokens.stream()
                .flatMapToInt(token -> token.text().codePoints())
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.LATIN)
                .findFirst()
                .orElse(UnicodeScript.LATIN);
    }

    private static String latin(List<Token> tokens) {
        String best = "";
        long most = ENOUGH - 1;
        long second = 0;
        for (Map.Entry<String, Set<String>> language : SMALL_WORDS.entrySet()) {
            long hits = tokens.stream()
                    .filter(token -> language.getValue().contains(token.lower()))
                    .count();
            second = Math.max(second, Math.min(hits, most));
            best = hits > most ? language.getKey() : best;
            most = Math.max(most, hits);
        }
        return most > second ? best : "";
    }
}
