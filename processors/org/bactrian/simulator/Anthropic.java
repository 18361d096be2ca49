package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.config.Span;

/** Anthropic's messages. */
final class Anthropic implements Dialect {
    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public ChatRequest read(Call call) {
        if (call.header("anthropic-version").isEmpty()) {
            throw Rejection.badRequest("", "anthropic-version: header is required");
        }
        return AnthropicReader.read(RequestJson.object(call.body()));
    }

    @Override
    public ObjectNode answer(Answer answer) {
        return AnthropicAnswer.of(answer);
    }

    @Override
    public Events events(Answer answer) {
        return new AnthropicEvents(answer);
    }

    @Override
    public ObjectNode error(Rejection rejection) {
        return AnthropicError.of(rejection);
    }

    @Override
    public Map<String, String> rates(Behaviour behaviour, Instant now) {
        Map<String, String> headers = new TreeMap<>();
        behaviour.text(Key.REMAINING_REQUESTS).ifPresent(left -> put(headers, "requests-remaining", left));
        behaviour.text(Key.REMAINING_TOKENS).ifPresent(left -> put(headers, "tokens-remaining", left));
        behaviour.text(Key.RESET).ifPresent(span -> {
            String time =
                    now.plus(Span.parse(span)).truncatedTo(ChronoUnit.MILLIS).toString();
            put(headers, "requests-reset", time);
            put(headers, "tokens-reset", time);
        });
        return headers;
    }

    private static void put(Map<String, String> headers, String name, String value) {
        headers.put("anthropic-ratelimit-" + name, value);
    }
}
