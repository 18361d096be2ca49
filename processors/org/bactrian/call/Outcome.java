package org.bactrian.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.bactrian.answers.Answer;
import org.bactrian.provider.Attempt;
import org.bactrian.provider.Json;
import org.jspecify.annotations.Nullable;

/**
 * What an entry point tells of an answer beside its text and its headers.
 *
 * @param finishReason as OpenAI names it
 * @param validation of an answer the caller saw before it was validated: valid or repaired; null for any other
 * @param raw the model's whole completion, where a request was passed through to it
 */
public record Outcome(String finishReason, @Nullable String validation, @Nullable ObjectNode raw) {
    private static final String PROPERTY = "llmOutcome";

    static void put(Exchange exchange, Call call, Answer answer) {
        exchange.setProperty(PROPERTY, of(call, answer));
    }

    private static Outcome of(Call call, Answer answer) {
        if (call.input.raw() != null && call.degraded == null) {
            ObjectNode completion = parsed(answer.text());
            return new Outcome(completion.at("/choices/0/finish_reason").asText("stop"), null, completion);
        }
        boolean whole = answer.complete() || call.degraded != null;
        return new Outcome(whole ? "stop" : "length", validation(call, answer), null);
    }

    private static @Nullable String validation(Call call, Answer answer) {
        Attempt live = call.running.live();
        if (live == null || !call.sent() || !answer.structured()) {
            return null;
        }
        return live.assembly().text().strip().equals(answer.text()) ? "valid" : "repaired";
    }

    private static ObjectNode parsed(String completion) {
        try {
            return (ObjectNode) Json.read(completion);
        } catch (IOException e) {
            throw new UncheckedIOException("a completion was kept that is no JSON", e);
        }
    }

    /** The outcome of the call an exchange has just been through. */
    public static Outcome on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Outcome.class);
    }
}
