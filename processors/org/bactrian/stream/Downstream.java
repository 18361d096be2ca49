package org.bactrian.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** The caller of a streamed call, as the call sees it. Used by one thread at a time. */
public interface Downstream {
    /** The exchange property an entry point puts its stream under. */
    String PROPERTY = "llmDownstream";

    /** Tells the call's inference id before anything else, so that a stream that must keep its caller waiting has it too. */
    void identify(String inferenceId);

    /**
     * Sends a part of the answer; blocks while the caller reads slowly.
     *
     * @param told what is known of the call so far, as exchange headers; asked for once, before the first part
     * @param delta of a completion chunk in OpenAI's form
     * @throws IOException if the caller has gone or does not read
     */
    void send(Supplier<Map<String, Object>> told, JsonNode delta) throws IOException;

    /** Whether the caller has been sent a part of the answer, so that no other answer can take its place. */
    boolean begun();
}
