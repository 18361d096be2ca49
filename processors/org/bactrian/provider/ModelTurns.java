package org.bactrian.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.feature.Feature.Retry;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.Backoff;
import org.bactrian.resilience.Deadline;
import org.bactrian.resilience.FailureKind;
import org.bactrian.resilience.Pause;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one pass through a model's route: one inside a call, which decides itself what comes next; several
 * where a flow uses the model alone, with the defaults of a feature. Used by one thread at a time.
 */
final class ModelTurns {
    private static final String PROPERTY = "llmModelTurns";
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final Duration CEILING = Duration.ofSeconds(20);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration LINE = Duration.ofSeconds(5);
    private static final Retry RETRY = new Retry(3, Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final int BYTES_A_TOKEN = 4;

    private final Deadline total = Deadline.in(TOTAL);
    private @Nullable ObjectNode request;
    private @Nullable Object body;
    private @Nullable Exception failure;
    private int failures;
    private int keys;
    private @Nullable Duration pause = Duration.ZERO;

    static ModelTurns on(Exchange exchange) {
        ModelTurns there = exchange.getProperty(PROPERTY, ModelTurns.class);
        if (there == null) {
            there = new ModelTurns();
            exchange.setProperty(PROPERTY, there);
        }
        return there;
    }

    /** Whether there is a turn to take. */
    boolean hasNext() {
        return pause != null;
    }

    /** Takes the turn when its time has come. */
    void take() {
        Duration due = pause;
        pause = null;
        Pause.of(due == null ? Duration.ZERO : due);
    }

    /** Ends without an answer. */
    void end(Exception why) {
        failure = why;
    }

    /** Why there is no answer; null if there is one. */
    @Nullable
    Exception failure() {
        return failure;
    }

    /** The body before the first attempt. */
    @Nullable
    Object body() {
        return body;
    }

    Attempt attempt(Model model, Message message, long maxBytes) {
        ObjectNode chat = request;
        if (chat == null) {
            body = message.getBody();
            chat = chatRequest(message);
            request = chat;
        }
        Bounds bounds = new Bounds(total, CEILING, CONNECT, CEILING, CEILING, LINE, maxBytes);
        String tenant = message.getExchange().getVariable("LlmTenant", "default", String.class);
        return new Attempt(model, chat, bounds, new Caller(tenant, tokens(model, chat), null));
    }

    /** Only a model with a limit on tokens pays for the counting. */
    private static int tokens(Model model, ObjectNode chat) {
        return model.limits().tokensPerMinute() == null ? 0 : chat.toString().length() / BYTES_A_TOKEN;
    }

    /** Whether another turn is worth it and allowed; then {@link #take} waits for it. */
    boolean again(AttemptFailure failure, Model model, Lane lane, Backoff backoff) {
        boolean key = failure.kind() == FailureKind.KEY;
        if (key && ++keys < model.provider().keys().size()) {
            pause = Duration.ZERO;
            return true;
        }
        failures++;
        Duration wait = backoff.pause(RETRY, failures, failure.retryAfter());
        boolean again = (key || failure.kind() == FailureKind.RETRY)
                && failures < RETRY.attempts()
                && wait.compareTo(total.left()) < 0
                && lane.retries().tryRetry();
        pause = again ? wait : null;
        return again;
    }

    boolean first() {
        return failures == 0;
    }

    private static ObjectNode chatRequest(Message message) {
        try {
            if (message.getBody() instanceof ObjectNode object) {
                return object;
            }
            if (Json.read(message.getBody(String.class)) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException | RuntimeException e) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is not a chat request in JSON", null);
        }
        throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is not a chat request: it is no JSON object", null);
    }
}
