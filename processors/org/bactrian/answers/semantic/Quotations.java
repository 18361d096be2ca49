package org.bactrian.answers.semantic;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts in quotation marks: whoever quotes something else asks something else. */
final class Quotations {
    private static final Pattern QUOTED = Pattern.compile("[\"“”„«»`]([^\"“”„«»`]+)[\"“”„«»`]");
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

    private Quotations() {}

    static List<String> of(String text) {
        return QUOTED.matcher(text)
                .results()
                .map(quoted -> plain(quoted.group(1)))
                .toList();
    }

    /** Lower case, single spaces, no marks, a space at both ends. */
    static String plain(String text) {
        String expanded = text.toLowerCase(Locale.ROOT).replace('’', '\'').replace("n't", " not");
        return " " + MARKS.matcher(expanded).replaceAll(" ").strip() + " ";
    }
}
