package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.document.Documents;
import org.bactrian.prompt.Tokens;
import org.bactrian.provider.Json;

/** Prompt variables out of a message body: a map, a JSON object, a text, or a document (becomes {@code text}). */
final class Variables {
    private Variables() {}

    static Map<String, Object> of(Message message, long maxBytes) {
        Object body = message.getBody();
        if (body instanceof Map<?, ?> map) {
            Map<String, Object> variables = new LinkedHashMap<>();
            map.forEach((name, value) -> variables.put(String.valueOf(name), value));
            return variables;
        }
        if (body instanceof JsonNode node && node.isObject()) {
            return ofJson(node);
        }
        return ofText(body instanceof String text ? text : document(message, maxBytes));
    }

    private static Map<String, Object> ofText(String text) {
        if (text.isBlank()) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is empty", null);
        }
        if (text.stripLeading().startsWith("{")) {
            try {
                JsonNode node = Json.read(text);
                if (node.isObject()) {
                    return ofJson(node);
                }
            } catch (IOException e) {
                // a text may begin with a brace; then it is just a text
            }
        }
        return Map.of("text", text);
    }

    @SuppressWarnings("unchecked") // a JSON object always becomes a map with text keys
    static Map<String, Object> ofJson(JsonNode object) {
        return (Map<String, Object>) Json.plain(object);
    }

    private static String document(Message message, long maxBytes) {
        try {
            byte[] bytes = message.getBody(byte[].class);
            if (bytes == null) {
                throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is empty", null);
            }
            if (bytes.length > maxBytes) {
                throw new LlmRefused(ErrorCode.INPUT_TOO_LARGE, "The input has more than " + maxBytes + " bytes", null);
            }
            return Documents.text(bytes, "");
        } catch (TypeConversionException e) {
            String reason = "The body is neither variables, text nor a document";
            throw new LlmRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, reason, null);
        }
    }

    /** Counts only what could be too much: no token has less than one character of a text's bytes. */
    static void requireSmall(Map<String, Object> variables, int maxTokens) {
        for (Object value : variables.values()) {
            if (value instanceof String text && text.length() > maxTokens && Tokens.count(text) > maxTokens) {
                String message = "The input has more than " + maxTokens + " tokens";
                throw new LlmRefused(ErrorCode.INPUT_TOO_LARGE, message, null);
            }
        }
    }
}
