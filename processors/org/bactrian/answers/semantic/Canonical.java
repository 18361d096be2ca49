package org.bactrian.answers.semantic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One spelling for answers of the same words: keys sorted, numbers by value, text without its style. */
final class Canonical {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern END = Pattern.compile("[.!\\s]+$");

    private Canonical() {}

    static String of(String answer) {
        return of(tree(answer));
    }

    /** The answer as a tree; what is no JSON object or array is a text. */
    static JsonNode tree(String answer) {
        String start = answer.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                return JSON.readTree(answer);
            } catch (JsonProcessingException e) {
                return JSON.getNodeFactory().textNode(answer); // a text may begin with a bracket
            }
        }
        return JSON.getNodeFactory().textNode(answer);
    }

    static String of(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(quoted(field.getKey()), of(field.getValue())));
            return fields.toString();
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(Canonical::of)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return node.isNumber() ? number(node) : node.isTextual() ? quoted(text(node.textValue())) : node.asText();
    }

    private static String number(JsonNode node) {
        return node.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    /** Lower case, single spaces, no full stop at the end. */
    static String text(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return END.matcher(SPACE.matcher(lower).replaceAll(" ").strip()).replaceAll("");
    }
}
