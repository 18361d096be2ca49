package org.bactrian.embedding;

import java.util.List;

/** Turns text into a vector of length one, so that the cosine of two is their dot product. Thread-safe. */
public interface Embedder {
    /** Numbers in a vector. */
    int dimensions();

    /** Tokens the model reads at once; longer texts are read in windows and averaged, which blurs them. */
    int window();

    /** Tokens of a text as the model counts them, without its own start and end marks. */
    int tokens(String text);

    /**
     * A vector for each text, in their order.
     *
     * @throws IllegalStateException if the model cannot be loaded or run
     */
    List<float[]> embed(List<String> texts);

    /** The vector of one text. */
    default float[] embed(String text) {
        return embed(List.of(text)).get(0);
    }
}
