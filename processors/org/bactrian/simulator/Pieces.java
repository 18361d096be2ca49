package org.bactrian.simulator;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a text into pieces of one or a few tokens, which joined are the text again. */
final class Pieces {
    private static final Pattern TOKEN = Pattern.compile(
            "[^\\r\\n\\p{L}\\p{N}]?\\p{L}{1,20}|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]{1,20}|\\s*[\\r\\n]+|\\s+(?!\\S)|.",
            Pattern.DOTALL);
    private static final Pattern BEFORE_WORD = Pattern.compile("(?= )");

    private Pieces() {}

    static List<String> of(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    /** One piece for each word. */
    static List<String> words(String text) {
        return BEFORE_WORD.splitAsStream(text).toList();
    }
}
