package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-receive}: reads the provider's answer into a chat completion, or says why it is none. */
public final class Receive implements Processor {
    private static final int OK = 200;
    private static final int FIRST_ERROR = 300;

    @Override
    public void process(Exchange exchange) throws IOException, AttemptFailure {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, OK, Integer.class);
        Duration retryAfter = retryAfter(message);
        byte[] body = bytes(message);
        message.removeHeaders("*");
        if (status >= FIRST_ERROR) {
            throw Failures.ofStatus(status, errorCode(body), retryAfter);
        }
        JsonNode completion = parse(body);
        OpenAi.decode(completion);
        message.setBody(Attempt.on(exchange) == null ? completion.toString() : completion);
    }

    private static byte[] bytes(Message message) throws IOException {
        try (InputStream in = message.getBody(InputStream.class)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static JsonNode parse(byte[] body) throws AttemptFailure {
        try {
            JsonNode node = Json.read(body);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "its answer was not JSON", null, e);
        }
        throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "its answer was empty");
    }

    private static String errorCode(byte[] body) {
        try {
            return errorCode(Json.read(body));
        } catch (IOException e) {
            return ""; // an error page in HTML is common; the status alone then says it
        }
    }

    /** The provider's own code, if it is a plain word that can be repeated in a log. */
    static String errorCode(JsonNode body) {
        String code = body.path("error").path("code").asText("");
        return code.matches("[a-z0-9_.-]{1,60}") ? code : "";
    }

    /** Retry-After in seconds; header names come in any case. */
    private static @Nullable Duration retryAfter(Message message) {
        for (var header : message.getHeaders().entrySet()) {
            if (header.getKey().toLowerCase(Locale.ROOT).equals("retry-after")) {
                try {
                    return Duration.ofSeconds(
                            Long.parseLong(String.valueOf(header.getValue()).strip()));
                } catch (NumberFormatException e) {
                    return null; // a date: the backoff alone decides
                }
            }
        }
        return null;
    }
}
