package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/** Makes a string that satisfies a JSON Schema, out of real sentences where no format is asked for. */
final class TextAnswer {
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 366;
    private static final int NUMBERS = 1_000_000;
    private static final int MOST_PADDING = 100_000;

    private TextAnswer() {}

    static String of(JsonNode schema, Source source, String name, int index) {
        String place = name + "/" + index;
        return switch (schema.path("format").asText()) {
            case "date" -> day(source, place);
            case "date-time" -> day(source, place) + "T09:30:00Z";
            case "time" -> "09:30:00Z";
            case "email" -> "person" + source.below(NUMBERS, place) + "@example.com";
            case "uri", "uri-reference" -> "https://example.com/" + source.below(NUMBERS, place);
            case "uuid" -> uuid(source, place);
            default -> sentences(schema, source, name, index);
        };
    }

    private static String day(Source source, String place) {
        return FIRST_DAY.plusDays(source.below(DAYS, place)).toString();
    }

    private static String uuid(Source source, String place) {
        String unique = place + source.below(Integer.MAX_VALUE, place);
        return UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String sentences(JsonNode schema, Source source, String name, int index) {
        int least = Math.min(schema.path("minLength").asInt(), MOST_PADDING);
        StringBuilder text = new StringBuilder(source.sentence(name, index));
        for (int i = 1; length(text) < least; i++) {
            text.append(' ').append(source.sentence(name, index + i));
        }
        return cut(text.toString(), least, schema.path("maxLength").asInt(Integer.MAX_VALUE));
    }

    /** Cuts between words, or within one if the text would get too short. */
    static String cut(String text, int least, int most) {
        if (length(text) <= most) {
            return text;
        }
        int end = text.offsetByCodePoints(0, most);
        int blank = text.lastIndexOf(' ', end);
        String whole = text.substring(0, Math.max(blank, 0));
        return whole.isEmpty() || length(whole) < least ? text.substring(0, end) : whole;
    }

    /** In characters as JSON Schema counts them. */
    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
