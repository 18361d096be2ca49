package org.bactrian.answers.semantic;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bactrian.embedding.Embedder;

/** An embedder that embeds each text once. */
record Memo(Embedder embedder, Map<String, float[]> known) implements Embedder {
    Memo(Embedder embedder) {
        this(embedder, new ConcurrentHashMap<>());
    }

    @Override
    public int dimensions() {
        return embedder.dimensions();
    }

    @Override
    public int window() {
        return embedder.window();
    }

    @Override
    public int tokens(String text) {
        return embedder.tokens(text);
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream()
                .map(text -> known.computeIfAbsent(text, embedder::embed))
                .toList();
    }
}
