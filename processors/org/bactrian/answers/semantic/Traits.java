package org.bactrian.answers.semantic;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the guards see of a question, read once.
 *
 * @param exact what must be the same in both, each sorted
 * @param names words with a capital where none is due, and codes
 * @param words every word, in lower case, and every stem
 * @param asks when, where, who, why, how many ...
 * @param quotations texts in quotation marks, in lower case
 * @param terms words that carry meaning, in their order
 * @param text all of it in lower case, without marks
 * @param language the likeliest language, or empty
 */
record Traits(
        Map<Trait, List<String>> exact,
        Set<String> names,
        Set<String> words,
        Set<String> asks,
        List<String> quotations,
        List<Term> terms,
        String text,
        String language) {
    private static final String ENGLISH = "en";
    private static final int LAST_ASCII = 0x7F;

    static Traits of(String text) {
        return new Reading(text).traits();
    }

    /** Whether the word lists fit: English, or too few small words to tell and no foreign letter. */
    boolean readable() {
        boolean ascii = text.codePoints().allMatch(c -> c <= LAST_ASCII);
        return language.equals(ENGLISH) || (language.isEmpty() && ascii);
    }
}
