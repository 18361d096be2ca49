package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;

/** Step {@code llm-receive}: reads the provider's answer into a chat completion, or says why it is none. */
public final class Receive implements Processor {
    private static final int OK = 200;
    private static final int FIRST_ERROR = 300;

    private final Refusals refusals;

    public Receive(Lanes lanes) {
        this.refusals = new Refusals(lanes);
    }

    @Override
    public void process(Exchange exchange) throws IOException, AttemptFailure {
        Message message = exchange.getMessage();
        Attempt attempt = Sent.attempt(exchange);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, OK, Integer.class);
        refusals.noteRates(attempt, message);
        if (status >= FIRST_ERROR) {
            throw refusals.of(attempt, status, message, bytes(attempt));
        }
        ObjectNode completion = answer(attempt, message);
        message.removeHeaders("*");
        message.setBody(Sent.alone(exchange) ? completion.toString() : completion);
    }

    private static ObjectNode answer(Attempt attempt, Message message) throws IOException, AttemptFailure {
        String type = String.valueOf(message.getHeader(Exchange.CONTENT_TYPE));
        if (!attempt.streamed()) {
            return attempt.model().dialect().decode(parse(bytes(attempt)));
        }
        if (type.contains("json")) {
            return ReadStream.whole(attempt, parse(bytes(attempt)));
        }
        try (InputStream in = attempt.body()) {
            return ReadStream.events(attempt, in);
        }
    }

    private static byte[] bytes(Attempt attempt) throws IOException {
        try (InputStream in = attempt.body()) {
            return in.readAllBytes();
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
}
