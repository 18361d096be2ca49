package org.bactrian.provider;

import java.util.List;

/** The Gemini dialect keeps the contract of dialects. */
final class GeminiContractTest extends DialectContract {
    private static final String SCHEMA = "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}";
    private static final String USAGE = "\"usageMetadata\": {\"promptTokenCount\": 15,"
            + " \"cachedContentTokenCount\": 5, \"candidatesTokenCount\": 7, \"totalTokenCount\": 22}}";
    private static final String CALL = "{\"functionCall\": {\"name\": \"place\", \"args\": " + CITY + "}}";

    private static String part(String text) {
        return "{\"text\": " + Json.tree(text) + "}";
    }

    private static String piece(String part) {
        return "{\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": [" + part + "]}}]}";
    }

    private static String last(String part, String finishReason) {
        return "{\"candidates\": [{\"content\": {\"role\": \"model\", \"parts\": [" + part + "]}, \"finishReason\": \""
                + finishReason + "\"}], " + USAGE;
    }

    @Override
    Dialect dialect() {
        return Gemini.DIALECT;
    }

    @Override
    String asked() {
        return """
                {"systemInstruction": {"parts": [{"text": "Be exact."}]}, "contents": [
                 {"role": "user", "parts": [{"text": "Where?"}]},
                 {"role": "model", "parts": [{"functionCall": {"name": "place", "args": {"city": "Oslo"}}}]},
                 {"role": "user", "parts": [
                  {"functionResponse": {"name": "place", "response": {"result": "north"}}}]},
                 {"role": "user", "parts": [{"text": "And here?"},
                  {"inlineData": {"mimeType": "image/png", "data": "QUJD"}}]}],
                 "tools": [{"functionDeclarations": [{"name": "place", "parameters": %s}}]}],
                 "toolConfig": {"functionCallingConfig": {"mode": "AUTO"}},
                 "generationConfig": {"maxOutputTokens": 50}}"""
                .formatted(SCHEMA);
    }

    @Override
    String askedStructured() {
        return """
                {"contents": [{"role": "user", "parts": [{"text": "Where?"}]}],
                 "generationConfig": {"maxOutputTokens": 50, "responseMimeType": "application/json",
                                      "responseSchema": %s, "required": ["city"]}}}"""
                .formatted(SCHEMA);
    }

    @Override
    String answer(String text, String finishReason) {
        String reason =
                switch (finishReason) {
                    case "stop" -> "STOP";
                    case "length" -> "MAX_TOKENS";
                    default -> "SAFETY";
                };
        return last(part(text), reason);
    }

    @Override
    String call() {
        return last(CALL, "STOP");
    }

    @Override
    String structured() {
        return answer(CITY, "stop");
    }

    @Override
    String refusal() {
        return "{\"promptFeedback\": {\"blockReason\": \"PROHIBITED_CONTENT\"}, " + USAGE;
    }

    @Override
    String passingError() {
        return "{\"error\": {\"code\": 503, \"status\": \"UNAVAILABLE\", \"message\": \"secret words\"}}";
    }

    @Override
    String tooLong() {
        return "{\"error\": {\"code\": 400, \"status\": \"INVALID_ARGUMENT\","
                + " \"message\": \"The input token count (9) exceeds the maximum number of tokens allowed (4).\"}}";
    }

    @Override
    List<String> events(String one, String two) {
        return List.of(piece(part(one)), last(part(two), "STOP"));
    }

    @Override
    List<String> callEvents() {
        return List.of(piece(CALL), last(part(""), "STOP"));
    }

    @Override
    List<String> structuredEvents() {
        return events(CITY.substring(0, 4), CITY.substring(4));
    }

    @Override
    List<String> noise() {
        return List.of(
                "{" + USAGE,
                piece("{\"text\": \"Hm.\", \"thought\": true}"),
                piece("{\"text\": \"\", \"thoughtSignature\": \"x\"}"),
                "{\"somethingNew\": 1}");
    }
}
