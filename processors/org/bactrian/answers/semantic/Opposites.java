package org.bactrian.answers.semantic;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words that turn a question round: maximum for minimum, buy for sell, subscribe for unsubscribe. */
final class Opposites {
    private static final BitSet NONE = new BitSet();
    private static final Map<String, BitSet> FIRST = side(0);
    private static final Map<String, BitSet> SECOND = side(1);
    private static final Set<String> PREFIXES = Words.set("prefix");
    private static final int SHORTEST = 3;

    private Opposites() {}

    /** By each stem of a side the numbers of its opposites. Stems: increased counts too. */
    private static Map<String, BitSet> side(int side) {
        List<String> lines = Words.list("opposite");
        Map<String, BitSet> numbers = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            for (String word : lines.get(i).split("/", -1)[side].split(",", -1)) {
                numbers.computeIfAbsent(Stem.of(word), stem -> new BitSet()).set(i);
            }
        }
        return numbers;
    }

    static boolean between(Set<String> a, Set<String> b) {
        return only(FIRST, SECOND, a).intersects(only(SECOND, FIRST, b))
                || only(SECOND, FIRST, a).intersects(only(FIRST, SECOND, b))
                || prefixed(a, b)
                || prefixed(b, a);
    }

    /** The opposites of which a question stands on one side and not on the other as well. */
    private static BitSet only(Map<String, BitSet> side, Map<String, BitSet> other, Set<String> words) {
        BitSet only = numbers(side, words);
        only.andNot(numbers(other, words));
        return only;
    }

    private static BitSet numbers(Map<String, BitSet> side, Set<String> words) {
        BitSet numbers = new BitSet();
        for (String word : words) {
            numbers.or(side.getOrDefault(word, NONE));
        }
        return numbers;
    }

    /** Un-, in-, dis-: a word of one question is a word of the other with something before it. */
    private static boolean prefixed(Set<String> a, Set<String> b) {
        return b.stream()
                .anyMatch(word -> !a.contains(word) && PREFIXES.stream().anyMatch(p -> turns(p, word, a, b)));
    }

    private static boolean turns(String prefix, String word, Set<String> a, Set<String> b) {
        String rest = word.startsWith(prefix) ? word.substring(prefix.length()) : "";
        return rest.length() >= SHORTEST && a.contains(rest) && !b.contains(rest);
    }
}
