package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.embedding.Embedder;
import org.bactrian.embedding.Vectors;

/** For each question those near it, nearest first, and what the guards say of them; worked out once. */
final class Similarities {
    static final double LOWEST = 0.7;

    private final List<String> texts;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<Near>> near = new ArrayList<>();

    /** Another question near one. */
    record Near(int number, double cosine, boolean allowed) {}

    Similarities(List<String> texts, Embedder embedder) {
        this.texts = texts;
        float[][] vectors = embedder.embed(texts).toArray(float[][]::new);
        Traits[] traits = texts.stream().map(Traits::of).toArray(Traits[]::new);
        for (int i = 0; i < vectors.length; i++) {
            numbers.put(texts.get(i), i);
            near.add(new ArrayList<>());
            for (int k = 0; k < i; k++) {
                double cosine = Vectors.cosine(vectors[i], vectors[k]);
                if (cosine >= LOWEST) {
                    boolean allowed = allowed(traits[i], traits[k]);
                    near.get(i).add(new Near(k, cosine, allowed));
                    near.get(k).add(new Near(i, cosine, allowed));
                }
            }
        }
        near.forEach(list -> list.sort(Comparator.comparingDouble(Near::cosine).reversed()));
    }

    private static boolean allowed(Traits a, Traits b) {
        return a.readable() && b.readable() && Guards.difference(a, b) == null;
    }

    int size() {
        return texts.size();
    }

    int number(String text) {
        return numbers.get(text);
    }

    String text(int number) {
        return texts.get(number);
    }

    List<Near> near(int number) {
        return near.get(number);
    }
}
