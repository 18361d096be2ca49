package org.bactrian.call;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Answer;

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
        message.removeHeaders("CamelLlm*");
        Facts.headers(call).forEach(message::setHeader);
        LlmException failure = call.failure;
        Answer answer = call.answer();
        if (failure != null || answer == null) {
            message.setBody(call.originalBody);
            throw failure == null ? unanswered() : failure;
        }
        Outcome.put(exchange, call, answer);
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
}
