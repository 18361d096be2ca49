package org.bactrian.validation;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.provider.Json;

/**
 * Step {@code llm-mend}: takes the JSON out of what is around it, a code fence or a sentence before and after, if the
 * body is not JSON as it stands. What it cannot mend it leaves for the validator to tell of.
 */
public final class Mend implements Processor {
    @Override
    public void process(Exchange exchange) throws InvalidAnswerException {
        String text = exchange.getMessage().getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new InvalidAnswerException("the answer is empty", null);
        }
        if (!"text".equals(exchange.getProperty("llmSchema", String.class))) {
            text = mended(text);
        }
        exchange.getMessage().setBody(text);
    }

    static String mended(String text) {
        String bare = text.strip();
        if (isBare(bare) || parses(bare)) {
            return bare;
        }
        String object = between(bare, '{', '}');
        String array = between(bare, '[', ']');
        boolean objectFirst = bare.indexOf('{') >= 0 && !startsBefore(bare, array, object);
        String first = objectFirst ? object : array;
        String second = objectFirst ? array : object;
        if (parses(first)) {
            return first;
        }
        return parses(second) ? second : bare;
    }

    /** Nothing stands around it; whether what is inside is right, the validator will tell. */
    private static boolean isBare(String text) {
        return text.startsWith("{") && text.endsWith("}");
    }

    /** Whether a list opens around the object, and not merely before it, as a footnote such as [1] does. */
    private static boolean startsBefore(String text, String array, String object) {
        return array.contains(object) && text.indexOf('[') >= 0;
    }

    private static String between(String text, char open, char close) {
        int from = text.indexOf(open);
        int to = text.lastIndexOf(close);
        return from >= 0 && to > from ? text.substring(from, to + 1) : "";
    }

    private static boolean parses(String text) {
        try {
            return !Json.read(text).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }
}
