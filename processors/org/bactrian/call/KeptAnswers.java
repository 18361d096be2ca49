package org.bactrian.call;

import org.bactrian.answers.Purge;

/** What is kept of answers, as the ways in see it. Thread-safe. */
public record KeptAnswers(Engine engine) {
    /**
     * Forgets what matches, in every process; answers that are being made now are not kept.
     *
     * @return how many entries went, here and in the store
     * @throws org.bactrian.LlmUnavailable if the store is needed and does not answer
     */
    public int purge(Purge purge) {
        return engine.answers().purge(purge);
    }
}
