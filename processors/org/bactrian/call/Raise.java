package org.bactrian.call;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Step {@code llm-raise}, the last one: the answer and its headers, or the failure, thrown here so that no error handler
 * of a flow can repeat a step that costs money. After a failure the caller's body is back.
 */
final class Raise implements Processor {
    @Override
    public void process(Exchange exchange) {
        Call call = Call.ifOn(exchange);
        if (call == null) {
            throw refusedAtTheDoor(exchange);
        }
        Call.removeFrom(exchange);
        Message message = exchange.getMessage();
        headers(message, call);
        LlmException failure = call.failure;
        Answer answer = call.answer();
        if (failure != null || answer == null) {
            message.setBody(call.originalBody);
            throw failure == null ? unanswered() : failure;
        }
        message.setBody(answer.text());
        message.setHeader(Exchange.CONTENT_TYPE, answer.structured() ? "application/json" : "text/plain");
    }

    private static LlmException refusedAtTheDoor(Exchange exchange) {
        LlmException failure = exchange.getProperty(Refuse.FAILURE, LlmException.class);
        exchange.removeProperty(Refuse.FAILURE);
        return failure == null ? unanswered() : failure;
    }

    private static LlmException unanswered() {
        return new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "The call ended without an answer", null);
    }

    private static void headers(Message message, Call call) {
        message.removeHeaders("CamelLlm*");
        message.setHeader("CamelLlmInferenceId", call.inferenceId);
        Rendered rendered = call.renderedOrNull();
        set(
                message,
                "CamelLlmPrompt",
                rendered == null ? null : rendered.prompt().name());
        Answer answer = call.answer();
        set(message, "CamelLlmModel", answer == null ? null : answer.model());
        message.setHeader("CamelLlmCache", Facts.cache(call));
        message.setHeader("CamelLlmAttempts", call.tally.attempts());
        message.setHeader("CamelLlmInputTokens", call.tally.usage().input());
        message.setHeader("CamelLlmOutputTokens", call.tally.usage().output());
        message.setHeader(
                "CamelLlmCostUsd", call.tally.cost().stripTrailingZeros().toPlainString());
        set(message, "CamelLlmDegraded", call.degraded);
    }

    private static void set(Message message, String header, @Nullable String value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
