package org.bactrian.validation;

import com.networknt.schema.ValidationMessage;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jsonvalidator.JsonValidationException;
import org.bactrian.ErrorCode;
import org.bactrian.LlmUnavailable;
import org.bactrian.provider.Attempt;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-invalid}: an answer broke its schema; marks it, or fails in the way the flow around understands. */
public final class Invalid implements Processor {
    private static final int MOST_WORDS = 1_500;

    @Override
    public void process(Exchange exchange) throws InvalidAnswerException {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if ("mark".equals(exchange.getProperty("llmOnInvalid", String.class))) {
            exchange.getMessage().setHeader("CamelLlmValid", false);
            return;
        }
        String words = words(caught);
        if (!Attempt.isOn(exchange)) {
            throw new LlmUnavailable(ErrorCode.INVALID_OUTPUT, "The answer breaks its schema: " + words, caught);
        }
        throw new InvalidAnswerException(words, caught);
    }

    private static String words(@Nullable Exception caught) {
        String words = String.valueOf(caught == null ? "" : caught.getMessage());
        if (caught instanceof JsonValidationException validation && validation.getErrors() != null) {
            words = validation.getErrors().stream()
                    .map(ValidationMessage::getMessage)
                    .collect(Collectors.joining("; "));
        } else if (caught instanceof InvalidAnswerException invalid) {
            words = invalid.words();
        } else if (caught != null && caught.getCause() != null) {
            words = "not a JSON document: "
                    + String.valueOf(caught.getCause().getMessage())
                            .lines()
                            .findFirst()
                            .orElse("");
        }
        return words.substring(0, Math.min(words.length(), MOST_WORDS));
    }
}
