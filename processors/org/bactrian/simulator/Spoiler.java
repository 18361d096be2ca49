package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;

/** Turns a right answer into the wrong one that was asked for. */
final class Spoiler {
    private static final String FOREIGN = "Grüße 東京 🐫 ";

    private Spoiler() {}

    static Draft spoil(Draft draft, Fault fault) {
        return switch (fault) {
            case INVALID_JSON -> draft.map(Spoiler::cutJson);
            case SCHEMA_INVALID -> draft.map(Spoiler::breakSchema);
            case EMPTY -> Draft.of("");
            case NO_CHOICES -> Draft.of("").finished(Finish.NOTHING);
            case FENCED -> draft.map(text -> "Here is the JSON that you asked for:\n```json\n" + text + "\n```");
            case LENGTH -> draft.cutTo(Math.max(1, draft.tokens() / 2)).finished(Finish.LENGTH);
            case REFUSAL -> Draft.of("I am sorry, but I cannot help with that.").finished(Finish.REFUSAL);
            case CONTENT_FILTER -> Draft.of("").finished(Finish.FILTER);
            case SPLIT_UTF8 -> draft.finish() == Finish.STOP ? draft.map(Spoiler::speakForeign) : draft;
            case HUGE -> Draft.of(Huge.MARK);
            default -> draft;
        };
    }

    /** Characters of two, three and four bytes; a document stays as it is. */
    private static String speakForeign(String text) {
        return text.startsWith("{") || text.startsWith("[") ? text : FOREIGN + text;
    }

    private static String cutJson(String text) {
        String json = text.startsWith("{") || text.startsWith("[") ? text : "{\"answer\": \"" + text;
        return json.substring(0, json.offsetByCodePoints(0, json.codePointCount(0, json.length()) / 2));
    }

    private static String breakSchema(String text) {
        try {
            return Json.read(text) instanceof ObjectNode document ? breakObject(document) : wrong();
        } catch (IOException e) {
            return wrong();
        }
    }

    /** Drops the first property and gives the others a wrong type; with less than two it is no object at all. */
    private static String breakObject(ObjectNode document) {
        Iterator<String> names = document.deepCopy().fieldNames();
        if (document.size() < 2) {
            return "[]";
        }
        document.remove(names.next());
        names.forEachRemaining(name -> spoilType(document, name));
        return Json.write(document);
    }

    private static void spoilType(ObjectNode document, String name) {
        JsonNode value = document.path(name);
        if (value.isObject()) {
            document.put(name, "of the wrong type");
        } else {
            document.set(name, Json.object().put("wrong", true));
        }
    }

    private static String wrong() {
        return "{\"wrong\":true}";
    }
}
