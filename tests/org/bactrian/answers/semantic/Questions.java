package org.bactrian.answers.semantic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labelled questions: two ask the same if they have the same answer. And which pairs were labelled one by one. */
final class Questions {
    private static final int TEXT = 1;
    private static final int ANSWER = 2;
    private static final int GROUP = 4;

    private final Map<String, String[]> rows = new LinkedHashMap<>();
    private final List<Pair> pairs = new ArrayList<>();

    /** A pair that was labelled, as it stands in pairs.tsv. */
    record Pair(String a, String b, boolean same, String kind) {}

    /**
     * Reads questions.tsv (id, text, answer_id, kind, group, ...) and pairs.tsv (a, b, ...), both with headings.
     *
     * @param folder holds both
     */
    static Questions read(Path folder) throws IOException {
        Questions questions = new Questions();
        Files.readAllLines(folder.resolve("questions.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .forEach(row -> questions.rows.put(row[TEXT], row));
        Files.readAllLines(folder.resolve("pairs.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .forEach(row -> questions.pairs.add(new Pair(row[0], row[1], row[2].equals("same"), row[3])));
        return questions;
    }

    Collection<String> texts() {
        return rows.keySet();
    }

    List<Pair> pairs() {
        return pairs;
    }

    String answer(String text) {
        return row(text)[ANSWER];
    }

    /** Questions that were written together: of them one should not think as independent. */
    String group(String text) {
        return row(text)[GROUP];
    }

    private String[] row(String text) {
        return rows.get(text);
    }

    boolean same(String a, String b) {
        return answer(a).equals(answer(b));
    }

    /** Questions by their answer. */
    List<List<String>> intents() {
        Map<String, List<String>> intents = new HashMap<>();
        List<List<String>> ordered = new ArrayList<>();
        for (String text : texts()) {
            intents.computeIfAbsent(answer(text), answer -> {
                        ordered.add(new ArrayList<>());
                        return ordered.get(ordered.size() - 1);
                    })
                    .add(text);
        }
        return ordered;
    }
}
