package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** Gemini's generateContent. */
final class Gemini implements Dialect {
    /** Holds the model and, behind a colon, the method. */
    static final String PATH_PARAMETER = "call";

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public ChatRequest read(Call call) {
        return GeminiReader.read(call);
    }

    /** No answer stands beside a refusal. */
    @Override
    public Draft fit(Draft draft) {
        return draft.refuses() ? draft.map(text -> "") : draft;
    }

    @Override
    public ObjectNode answer(Answer answer) {
        return GeminiAnswer.of(answer);
    }

    @Override
    public Events events(Answer answer) {
        return new GeminiEvents(answer);
    }

    @Override
    public ObjectNode error(Rejection rejection) {
        return GeminiError.of(rejection);
    }

    /** It tells nothing. */
    @Override
    public Map<String, String> rates(Behaviour behaviour, Instant now) {
        return Map.of();
    }
}
