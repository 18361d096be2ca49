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
        int open = firstOf(bare, '{', '[');
        if (open < 0 || parses(bare)) {
            return bare;
        }
        int close = bare.lastIndexOf(bare.charAt(open) == '{' ? '}' : ']');
        String inner = close > open ? bare.substring(open, close + 1) : bare;
        return parses(inner) ? inner : bare;
    }

    private static int firstOf(String text, char a, char b) {
        int first = text.indexOf(a);
        int second = text.indexOf(b);
        return first < 0 || (second >= 0 && second < first) ? second : first;
    }

    private static boolean parses(String text) {
        try {
            return !Json.read(text).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }
}
