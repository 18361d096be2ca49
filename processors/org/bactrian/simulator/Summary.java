package org.bactrian.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Picks the sentences of a text that use its most frequent words, in the order in which they stand. */
final class Summary {
    private static final int FEWEST = 3;
    private static final int MOST = 5;
    private static final int SENTENCES_A_PICK = 10;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 60;
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]+");
    private static final Pattern COMPLETE = Pattern.compile("[.!?。！？][\"'”’)\\]]?$");
    private static final Pattern FILLER = Pattern.compile(
            "\\p{L}{1,3}|about|after|also|been|before|could|does|from|have|here|into|like|more|most|much|only|other|over"
                    + "|shall|should|some|such|than|that|their|them|then|there|these|they|this|those|through|upon|very"
                    + "|were|what|when|where|which|while|will|with|would|your");

    private Summary() {}

    static String of(String text) {
        List<String> sentences = worthPicking(Sentences.of(text));
        Map<String, Long> frequency = sentences.stream()
                .flatMap(Summary::words)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double[] scores = sentences.stream()
                .mapToDouble(sentence -> score(sentence, frequency))
                .toArray();
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(Math.max(FEWEST, Math.min(MOST, sentences.size() / SENTENCES_A_PICK)))
                .sorted()
                .map(sentences::get)
                .collect(Collectors.joining(" "));
    }

    /** Without instructions, headings and tables, if that leaves enough. */
    private static List<String> worthPicking(List<String> sentences) {
        List<String> good = sentences.stream().filter(Summary::isWorthPicking).toList();
        return good.size() < FEWEST ? sentences : good;
    }

    private static boolean isWorthPicking(String sentence) {
        long words = Sentences.words(sentence);
        boolean instruction = sentence.toLowerCase(Locale.ROOT).contains("summari");
        return words >= SHORTEST
                && words <= LONGEST
                && !instruction
                && COMPLETE.matcher(sentence).find();
    }

    private static double score(String sentence, Map<String, Long> frequency) {
        return words(sentence).mapToLong(frequency::get).average().orElse(0);
    }

    private static Stream<String> words(String sentence) {
        return NO_LETTER
                .splitAsStream(sentence.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty() && !FILLER.matcher(word).matches());
    }
}
