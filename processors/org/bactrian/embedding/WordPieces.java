package org.bactrian.embedding;

import java.util.Arrays;
import java.util.Map;

/**
 * The tokens of an uncased BERT model: words cut greedily into the longest pieces its vocabulary holds (Devlin et al.
 * 2018, WordPiece). Marks such as [SEP] in a text are text. Thread-safe.
 */
final class WordPieces {
    private static final int LONGEST_WORD = 100; // the reference implementation gives up on longer ones too
    private static final String INNER = "##";

    private final Map<String, Integer> vocabulary;
    private final int unknown;

    WordPieces(Map<String, Integer> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknown = id("[UNK]");
    }

    int id(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalStateException("The vocabulary has no " + token);
        }
        return id;
    }

    /** Token numbers of a text, without start and end marks. */
    int[] of(String text) {
        return BasicTokens.of(text).stream()
                .flatMapToInt(word -> Arrays.stream(pieces(word)))
                .toArray();
    }

    private int[] pieces(String word) {
        int[] ids = new int[word.length()];
        int count = 0;
        int from = 0;
        while (from < word.length()) {
            int to = longest(word, from);
            if (to == from) {
                return new int[] {unknown};
            }
            ids[count++] = id(piece(word, from, to));
            from = to;
        }
        return Arrays.copyOf(ids, count);
    }

    private int longest(String word, int from) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            return from;
        }
        int to = word.length();
        while (to > from && !vocabulary.containsKey(piece(word, from, to))) {
            to--;
        }
        return to;
    }

    private static String piece(String word, int from, int to) {
        String piece = word.substring(from, to);
        return from == 0 ? piece : INNER + piece;
    }
}
