package org.bactrian.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Where the chunks of a streamed answer go as they come. Used by one thread at a time. */
@FunctionalInterface
public interface ChunkSink {
    /** Keeps nothing: for an answer that is only wanted whole. */
    ChunkSink NONE = chunk -> {};

    /**
     * Takes a completion chunk in OpenAI's form; may block while its reader is slow.
     *
     * @throws IOException if nobody reads any more
     */
    void accept(ObjectNode chunk) throws IOException;
}
