package org.bactrian.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2 (Apache License 2.0), quantised, in this process: 384 numbers, English before all. Loads about 23 MB
 * with the first text. A text's vector never depends on the texts it came with: the quantised network scales its
 * numbers over a whole batch, so each text is run alone. Thread-safe.
 */
public final class MiniLm implements Embedder, AutoCloseable {
    private static final int DIMENSIONS = 384;
    private static final int WINDOW = 254; // 256 with the start and end marks

    private @Nullable Model model;
    private boolean closed;

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public int window() {
        return WINDOW;
    }

    @Override
    public int tokens(String text) {
        return model().tokens(text).length;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(this::vector).toList();
    }

    private float[] vector(String text) {
        int[] tokens = model().tokens(text);
        float[] sum = new float[DIMENSIONS];
        int from = 0;
        do {
            int to = Math.min(tokens.length, from + WINDOW);
            Vectors.add(sum, window(Arrays.copyOfRange(tokens, from, to)), Math.max(1, to - from));
            from = to;
        } while (from < tokens.length);
        return Vectors.unit(sum);
    }

    private float[] window(int[] tokens) {
        try {
            return model().mean(tokens);
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding model failed: " + e.getMessage(), e);
        }
    }

    private synchronized Model model() {
        if (closed) {
            throw new IllegalStateException("The embedding model is closed");
        }
        if (model == null) {
            model = load();
        }
        return model;
    }

    private static Model load() {
        try {
            return Model.load();
        } catch (IOException | OrtException | LinkageError e) {
            throw new IllegalStateException("The embedding model cannot be loaded: " + e, e);
        }
    }

    @Override
    public synchronized void close() throws OrtException {
        closed = true;
        if (model != null) {
            model.close();
        }
    }
}
