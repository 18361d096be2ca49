package org.bactrian.answers.semantic;

import java.util.List;

/** A word without its commonest English endings, so that orders and ordered count as one word. */
final class Stem {
    private static final List<String> ENDINGS = List.of("'s", "ings", "ing", "ies", "ied", "es", "ed", "s", "e", "y");
    private static final int SHORTEST = 3;

    private Stem() {}

    static String of(String lower) {
        String plain = lower.replace("-", "").replace("'s", "").replace(".", "");
        for (String ending : ENDINGS) {
            if (plain.endsWith(ending) && plain.length() - ending.length() >= SHORTEST) {
                return plain.substring(0, plain.length() - ending.length());
            }
        }
        return plain;
    }
}
