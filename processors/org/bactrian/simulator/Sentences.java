package org.bactrian.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a text into the sentences that stand in it; only white space is made even. */
final class Sentences {
    private static final Pattern BLOCK =
            Pattern.compile("\\n\\s*\\n|\\f|\\n(?=[ \\t]*(?:[-*#>•]|\\d+[.)]\\s))|</?[A-Za-z][\\w-]{0,30}>");
    private static final Pattern END =
            Pattern.compile(" (?<=[.!?][\"'”’)\\]]{0,1} )(?=[\"'“‘(\\[]?[\\p{Lu}\\p{N}])|(?<=[。！？])");
    private static final Pattern ABBREVIATION =
            Pattern.compile("(?:^|[\\s(])(?:\\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|e\\.g|i\\.e)\\.$");
    private static final Pattern MARK = Pattern.compile("^[-*#>•\\s]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int FEWEST_WORDS = 4;

    private Sentences() {}

    static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        BLOCK.splitAsStream(text)
                .map(block -> SPACE.matcher(block).replaceAll(" ").strip())
                .forEach(block -> sentences.addAll(ofBlock(block)));
        return sentences;
    }

    private static List<String> ofBlock(String block) {
        List<String> sentences = new ArrayList<>();
        String open = "";
        for (String piece : END.split(MARK.matcher(block).replaceFirst(""), -1)) {
            open = open.isEmpty() ? piece : open + " " + piece;
            if (!ABBREVIATION.matcher(open).find()) {
                sentences.add(open);
                open = "";
            }
        }
        sentences.add(open);
        sentences.removeIf(String::isBlank);
        return sentences;
    }

    /** The first sentence that says more than a greeting, else the first one, else nothing. */
    static String informative(List<String> sentences) {
        return sentences.stream()
                .filter(sentence -> words(sentence) >= FEWEST_WORDS && !sentence.endsWith(","))
                .findFirst()
                .orElseGet(() -> sentences.isEmpty() ? "" : sentences.get(0));
    }

    static long words(String sentence) {
        return SPACE.splitAsStream(sentence).count();
    }
}
