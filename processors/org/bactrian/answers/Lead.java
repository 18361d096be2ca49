package org.bactrian.answers;

import com.fasterxml.jackson.databind.JsonNode;

/** What the one call that asks a model can tell those who wait for its answer, and know of them. Thread-safe. */
public interface Lead {
    /**
     * Tells a part of the answer to all who wait, also to those who come later.
     *
     * @param model whose words they are
     * @param delta of a completion chunk in OpenAI's form
     */
    void say(String model, JsonNode delta);

    /** Whether nobody waits. */
    boolean alone();

    /** Runs something each time the last of those who waited has gone before the end. */
    void whenAlone(Runnable action);
}
