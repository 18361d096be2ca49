package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.jspecify.annotations.Nullable;

/**
 * The texts to embed, out of a message body: one text, or a list of them.
 *
 * @param single whether one vector is wanted and not a list
 */
record EmbedTexts(List<String> texts, boolean single) {
    /** As many as OpenAI takes. */
    static final int MOST = 2_048;

    /**
     * Reads a body.
     *
     * @throws LlmRefused if it has no text, an empty one, something that is none, or too much
     */
    static EmbedTexts of(Message message, long maxBytes) {
        Object body = message.getBody();
        List<?> several = several(body);
        EmbedTexts texts = several == null
                ? new EmbedTexts(List.of(text(message, body)), true)
                : new EmbedTexts(texts(several), false);
        texts.check(maxBytes);
        return texts;
    }

    private static @Nullable List<?> several(@Nullable Object body) {
        if (body instanceof List<?> list) {
            return list;
        }
        if (body instanceof ArrayNode array) {
            List<JsonNode> nodes = new ArrayList<>();
            array.forEach(nodes::add);
            return nodes;
        }
        return body instanceof Object[] array ? Arrays.asList(array) : null;
    }

    private static List<String> texts(List<?> several) {
        List<String> texts = new ArrayList<>(several.size());
        for (Object one : several) {
            texts.add(text(one, "input[" + texts.size() + "]"));
        }
        return texts;
    }

    private static String text(@Nullable Object one, String place) {
        if (one instanceof CharSequence text) {
            return text.toString();
        }
        if (one instanceof JsonNode node && node.isTextual()) {
            return node.textValue();
        }
        boolean tokens = one instanceof Number
                || one instanceof List<?>
                || (one instanceof JsonNode node && (node.isNumber() || node.isArray()));
        String hint = tokens ? "lists of tokens are not taken" : "every entry must be a text";
        throw new LlmRefused(ErrorCode.INVALID_INPUT, place + " is no text: " + hint, "input");
    }

    private static String text(Message message, @Nullable Object body) {
        if (body instanceof JsonNode node) {
            return text(node, "input");
        }
        try {
            String text = message.getBody(String.class);
            return text == null ? "" : text;
        } catch (TypeConversionException e) {
            String reason = "The body is neither a text nor a list of texts";
            throw new LlmRefused(ErrorCode.INVALID_INPUT, reason, "input");
        }
    }

    private void check(long maxBytes) {
        if (texts.isEmpty()) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "input is an empty list: give at least one text", "input");
        }
        if (texts.size() > MOST) {
            String message = "input has " + texts.size() + " texts; " + MOST + " are taken at once";
            throw new LlmRefused(ErrorCode.INPUT_TOO_LARGE, message, "input");
        }
        long length = 0;
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                throw new LlmRefused(ErrorCode.INVALID_INPUT, name(i) + " is empty", "input");
            }
            length += texts.get(i).length();
        }
        if (length > maxBytes) {
            throw new LlmRefused(ErrorCode.INPUT_TOO_LARGE, "The input has more than " + maxBytes + " bytes", "input");
        }
    }

    /** How one of them is called towards whoever sent it. */
    String name(int index) {
        return single ? "input" : "input[" + index + "]";
    }
}
