package org.bactrian.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.stream.SseEvent;

/** The events of the OpenAI dialect: chunks, and at the end {@code [DONE]}. */
final class OpenAiEvents implements Dialect.Events {
    private boolean ended;

    @Override
    public List<ObjectNode> read(SseEvent event) throws AttemptFailure {
        if (ended || event.data().strip().equals("[DONE]")) {
            ended = true;
            return List.of();
        }
        ObjectNode chunk = EventJson.read(event);
        if (chunk.hasNonNull("error")) {
            throw OpenAi.DIALECT.inAnswer(chunk);
        }
        return List.of(chunk);
    }

    @Override
    public boolean ended() {
        return ended;
    }
}
