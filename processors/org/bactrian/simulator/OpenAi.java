package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** OpenAI's chat completions. */
final class OpenAi implements Dialect {
    @Override
    public String name() {
        return "openai";
    }

    @Override
    public ChatRequest read(Call call) {
        return OpenAiReader.read(RequestJson.object(call.body()));
    }

    @Override
    public ObjectNode answer(Answer answer) {
        return OpenAiAnswer.of(answer);
    }

    @Override
    public Events events(Answer answer) {
        return new OpenAiEvents(answer);
    }

    @Override
    public ObjectNode error(Rejection rejection) {
        return OpenAiError.of(rejection);
    }

    @Override
    public Map<String, String> rates(Behaviour behaviour, Instant now) {
        Map<String, String> headers = new TreeMap<>();
        put(headers, "remaining-requests", behaviour, Key.REMAINING_REQUESTS);
        put(headers, "remaining-tokens", behaviour, Key.REMAINING_TOKENS);
        put(headers, "reset-requests", behaviour, Key.RESET);
        put(headers, "reset-tokens", behaviour, Key.RESET);
        return headers;
    }

    private static void put(Map<String, String> headers, String name, Behaviour behaviour, Key key) {
        behaviour.text(key).ifPresent(value -> headers.put("x-ratelimit-" + name, value));
    }
}
