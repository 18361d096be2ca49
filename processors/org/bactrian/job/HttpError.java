package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.provider.Json;

/** Step {@code llm-http-error}: a failure with its status, in the shape OpenAI clients know. */
final class HttpError implements Processor {
    @Override
    public void process(Exchange exchange) {
        LlmException failure = Failure.caught(exchange);
        EventStream stream = EventStream.on(exchange);
        if (stream != null && stream.headSent()) {
            stream.fail(lastEvent(failure));
            return;
        }
        if (stream != null) {
            stream.stop();
        }
        Http.answer(exchange, failure.error().status(), "application/json", Json.bytes(ErrorBody.of(failure)));
        Message message = exchange.getMessage();
        Duration wait = failure.retryAfter();
        if (wait != null) {
            message.setHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        }
        if (failure.error() == ErrorCode.UNAUTHORIZED) {
            message.setHeader("WWW-Authenticate", "Bearer");
        }
        if (failure.error() == ErrorCode.BUDGET_EXCEEDED) {
            message.setHeader("x-should-retry", "false");
        }
    }

    private static ObjectNode lastEvent(LlmException failure) {
        ObjectNode event = ErrorBody.of(failure);
        if (failure.error() == ErrorCode.INVALID_OUTPUT) {
            event.putObject("validation").put("status", "failed");
        }
        return event;
    }
}
