package org.bactrian.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Texts that go into one request.
 *
 * @param texts at least one, in order
 * @param tokens of all of them, as we count them, with the marks between them that some models read and bill
 */
public record Batch(List<String> texts, int tokens) {
    /** So few that the answer stays under 10 MB with 3072 numbers a vector. */
    static final int MOST_TEXTS = 64;

    /** A third of what OpenAI takes in one request. */
    static final int MOST_TOKENS = 100_000;

    /** A start and an end of each text. */
    private static final int MARKS = 2;

    public Batch {
        texts = List.copyOf(texts);
    }

    /** Cuts texts, each with its tokens, into batches; a text larger than a batch is one by itself. */
    public static List<Batch> of(Map<String, Integer> texts) {
        List<Batch> batches = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int tokens = 0;
        for (var text : texts.entrySet()) {
            int more = text.getValue() + MARKS;
            boolean full = open.size() == MOST_TEXTS || tokens + more > MOST_TOKENS;
            if (full && !open.isEmpty()) {
                batches.add(new Batch(open, tokens));
                open.clear();
                tokens = 0;
            }
            open.add(text.getKey());
            tokens += more;
        }
        if (!open.isEmpty()) {
            batches.add(new Batch(open, tokens));
        }
        return batches;
    }
}
