package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bactrian.provider.Provider.Structured;

/** A chat request in OpenAI's form as the body of generateContent. */
final class GeminiRequest {
    private GeminiRequest() {}

    static ObjectNode of(ObjectNode chat, Structured wanted) {
        GeminiContents contents = new GeminiContents(chat.path("messages"));
        JsonNode schema = Instructions.schema(chat);
        ObjectNode reduced = GeminiSchema.reduced(schema);
        boolean taken = GeminiSchema.isTaken(reduced);
        Structured structured = wanted == Structured.NATIVE && !taken ? Structured.JSON_OBJECT : wanted;
        if (!schema.isMissingNode() && structured != Structured.NATIVE) {
            contents.instructions().addObject().put("text", Instructions.of(schema));
        }
        ObjectNode body = Json.object();
        if (!contents.instructions().isEmpty()) {
            body.putObject("systemInstruction").set("parts", contents.instructions());
        }
        body.set("contents", contents.turns());
        tools(chat.path("tools"), body);
        choice(chat.path("tool_choice"), body);
        ObjectNode generation = generation(chat);
        format(chat, structured, reduced, generation);
        if (!generation.isEmpty()) {
            body.set("generationConfig", generation);
        }
        return body;
    }

    private static void tools(JsonNode tools, ObjectNode body) {
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function");
            ObjectNode declaration = declarations.addObject();
            copy(function, "name", declaration, "name");
            copy(function, "description", declaration, "description");
            // Gemini refuses an object without properties: a function without parameters has no schema.
            if (!function.path("parameters").path("properties").isEmpty()) {
                declaration.set("parameters", GeminiSchema.reduced(function.path("parameters")));
            }
        }
    }

    private static void choice(JsonNode choice, ObjectNode body) {
        String mode =
                switch (choice.isObject() ? "function" : choice.asText("")) {
                    case "auto" -> "AUTO";
                    case "none" -> "NONE";
                    case "required", "function" -> "ANY";
                    default -> "";
                };
        if (!mode.isEmpty()) {
            ObjectNode config = body.putObject("toolConfig").putObject("functionCallingConfig");
            config.put("mode", mode);
            if (choice.path("function").hasNonNull("name")) {
                config.putArray("allowedFunctionNames")
                        .add(choice.path("function").get("name"));
            }
        }
    }

    private static ObjectNode generation(ObjectNode chat) {
        ObjectNode generation = Json.object();
        copy(chat, "max_tokens", generation, "maxOutputTokens");
        copy(chat, "max_completion_tokens", generation, "maxOutputTokens");
        copy(chat, "temperature", generation, "temperature");
        copy(chat, "top_p", generation, "topP");
        copy(chat, "seed", generation, "seed");
        JsonNode stop = chat.path("stop");
        if (stop.isTextual()) {
            generation.putArray("stopSequences").add(stop);
        } else if (!stop.isEmpty()) {
            generation.set("stopSequences", stop);
        }
        return generation;
    }

    private static void format(ObjectNode chat, Structured structured, ObjectNode reduced, ObjectNode generation) {
        boolean bySchema = !Instructions.schema(chat).isMissingNode();
        boolean anyJson = chat.path("response_format").path("type").asText("").equals("json_object");
        if (anyJson || (bySchema && structured != Structured.INSTRUCTIONS)) {
            generation.put("responseMimeType", "application/json");
        }
        if (bySchema && structured == Structured.NATIVE) {
            generation.set("responseSchema", reduced);
        }
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String name) {
        if (from.hasNonNull(field)) {
            to.set(name, from.get(field));
        }
    }
}
