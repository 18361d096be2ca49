package org.bactrian.answers.semantic;

import org.bactrian.embedding.Embedder;
import org.bactrian.embedding.Vectors;

/**
 * Prose that says nearly the same: no guard sees a difference, both fit the model's window, and the cosine is high. It
 * does make mistakes, in both directions; how many, only a sample judged by people can tell. Thread-safe.
 */
public final class CloseText implements Equivalence {
    private final Embedder embedder;
    private final double minCosine;

    /**
     * An equivalence by meaning.
     *
     * @param minCosine from 0 to 1; 0.95 is careful
     */
    public CloseText(Embedder embedder, double minCosine) {
        this.embedder = embedder;
        this.minCosine = minCosine;
    }

    @Override
    public boolean same(String kept, String fresh) {
        return Guards.difference(Traits.of(kept), Traits.of(fresh)) == null
                && fits(kept)
                && fits(fresh)
                && Vectors.cosine(embedder.embed(kept), embedder.embed(fresh)) >= minCosine;
    }

    private boolean fits(String text) {
        return embedder.tokens(text) <= embedder.window();
    }
}
