package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Picks the value of an enum that a text speaks of most. */
final class EnumChoice {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern APOSTROPHE = Pattern.compile("['’]");
    private static final List<String> ENDINGS = List.of("ing", "ed", "ly", "es", "s", "e");
    private static final int SHORTEST_STEM = 3;

    private final String text;
    private final String seed;

    EnumChoice(String text, String seed) {
        this.text = stems(text);
        this.seed = seed;
    }

    /** The value spoken of most, of equals the first; if none is spoken of, one that the hash of the request picks. */
    JsonNode of(JsonNode values, String name) {
        List<JsonNode> best = new ArrayList<>();
        int highest = 1;
        for (JsonNode value : values) {
            int score = value.isTextual() ? score(value.asText()) : 0;
            if (score > highest) {
                best.clear();
                highest = score;
            }
            if (score == highest) {
                best.add(value);
            }
        }
        return best.isEmpty() || best.size() == values.size() ? byHash(values, name) : best.get(0);
    }

    private JsonNode byHash(JsonNode values, String name) {
        return values.get(Digest.below(values.size(), seed + name));
    }

    private int score(String value) {
        return Stream.concat(Stream.of(value), Synonyms.of(value).stream())
                .map(EnumChoice::stems)
                .distinct()
                .mapToInt(this::occurrences)
                .sum();
    }

    private int occurrences(String phrase) {
        if (phrase.isBlank()) {
            return 0;
        }
        int found = 0;
        // Neighbours share the blank between them.
        for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length() - 1)) {
            found++;
        }
        return found;
    }

    /** The stems of the words, each between blanks. */
    private static String stems(String words) {
        return NO_WORD.splitAsStream(
                        APOSTROPHE.matcher(words.toLowerCase(Locale.ROOT)).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .map(EnumChoice::stem)
                .collect(Collectors.joining(" ", " ", " "));
    }

    private static String stem(String word) {
        String stem = ENDINGS.stream()
                .filter(ending -> word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM)
                .findFirst()
                .map(ending -> word.substring(0, word.length() - ending.length()))
                .orElse(word);
        int last = stem.length() - 1;
        boolean doubled = last > 0 && stem.charAt(last) == stem.charAt(last - 1);
        return doubled && Character.isLetter(stem.charAt(last)) ? stem.substring(0, last) : stem;
    }
}
