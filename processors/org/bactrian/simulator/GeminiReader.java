package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bactrian.simulator.ChatRequest.Message;

/** Reads a generateContent request and rejects what Gemini would. */
final class GeminiReader {
    private final JsonNode body;

    private GeminiReader(JsonNode body) {
        this.body = body;
    }

    /** The model's name is the part of the path before the last colon, the method the part after it. */
    static ChatRequest read(Call call) {
        String path = call.path().getOrDefault(Gemini.PATH_PARAMETER, "");
        int colon = path.lastIndexOf(':');
        String model = RequestJson.simulated(path.substring(0, Math.max(0, colon)));
        boolean streamed = streamed(path.substring(colon + 1));
        if (streamed && !"sse".equals(call.query().get("alt"))) {
            throw Rejection.badRequest("alt", "This simulator streams with alt=sse only.");
        }
        return new GeminiReader(RequestJson.object(call.body())).request(model, streamed);
    }

    private static boolean streamed(String method) {
        return switch (method) {
            case "generateContent" -> false;
            case "streamGenerateContent" -> true;
            default -> throw Rejection.of(HttpResponseStatus.NOT_FOUND.code(), "There is no method '" + method + "'.");
        };
    }

    private ChatRequest request(String model, boolean streamed) {
        List<Message> messages = messages();
        int most = RequestJson.atLeastOne(body.at("/generationConfig/maxOutputTokens"), "maxOutputTokens");
        return new ChatRequest(model, messages, shape(messages), most, streamed, true);
    }

    private List<Message> messages() {
        JsonNode contents = body.path("contents");
        if (!contents.isArray() || contents.isEmpty()) {
            throw Rejection.badRequest("contents", "contents is not specified");
        }
        List<Message> read = new ArrayList<>();
        if (body.has("systemInstruction")) {
            read.add(new Message("system", Blocks.text(body.at("/systemInstruction/parts"))));
        }
        contents.forEach(content -> read.add(message(content)));
        return List.copyOf(read);
    }

    private static Message message(JsonNode content) {
        JsonNode parts = content.path("parts");
        String role =
                switch (content.path("role").asText("user")) {
                    case "user" -> Blocks.any(parts, "functionResponse", "") ? "tool" : "user";
                    case "model" -> "assistant";
                    case "function" -> "tool";
                    default -> throw Rejection.badRequest("role", "Please use a valid role: user, model.");
                };
        return new Message(role, Blocks.text(parts));
    }

    private Shape shape(List<Message> messages) {
        JsonNode calling = body.at("/toolConfig/functionCallingConfig");
        if (calling.path("mode").asText().equals("NONE")) {
            return format();
        }
        String forced = calling.at("/allowedFunctionNames/0").asText();
        boolean userSpokeLast = messages.get(messages.size() - 1).isFromUser();
        return Tool.choose(tools(), forced, userSpokeLast, format());
    }

    private Shape format() {
        JsonNode config = body.path("generationConfig");
        if (config.has("responseSchema")) {
            return Shape.of(GeminiSchema.checked(config.path("responseSchema")));
        }
        if (config.has("responseJsonSchema")) {
            return Shape.of(config.path("responseJsonSchema"));
        }
        boolean json = config.path("responseMimeType").asText().equals("application/json");
        return json ? Shape.JSON_OBJECT : Shape.TEXT;
    }

    private List<Tool> tools() {
        return StreamSupport.stream(body.path("tools").spliterator(), false)
                .flatMap(tool -> declarations(tool.path("functionDeclarations")))
                .toList();
    }

    private static Stream<Tool> declarations(JsonNode declarations) {
        return StreamSupport.stream(declarations.spliterator(), false).map(function -> {
            boolean own = function.has("parameters");
            JsonNode schema =
                    own ? GeminiSchema.usual(function.path("parameters")) : function.path("parametersJsonSchema");
            return Tool.of(function.path("name").asText(), schema);
        });
    }
}
