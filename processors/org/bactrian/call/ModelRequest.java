package org.bactrian.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bactrian.prompt.Message;
import org.bactrian.prompt.Prompt;
import org.bactrian.provider.Json;
import org.bactrian.validation.OutputSchema;
import org.jspecify.annotations.Nullable;

/** The chat request of a call, in the canonical (OpenAI) form. */
final class ModelRequest {
    private ModelRequest() {}

    /** Asks for an answer of so many tokens at most. */
    static ObjectNode of(Call call, int maxTokens) {
        Rendered rendered = call.rendered();
        Input.Raw raw = call.input.raw();
        if (raw != null) {
            return RawChat.request(raw, maxTokens);
        }
        ObjectNode request = Json.object();
        ArrayNode messages = request.putArray("messages");
        rendered.messages().forEach(message -> add(messages, message));
        reask(call.plan().reask()).forEach(message -> add(messages, message));
        request.put("max_tokens", maxTokens);
        sampling(request, rendered.prompt().parameters());
        format(request, call);
        return request;
    }

    private static void format(ObjectNode request, Call call) {
        String output = call.feature.output();
        OutputSchema schema =
                output == null ? null : call.configuration.schemas().get(output);
        if (schema != null) {
            ObjectNode format = request.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema")
                    .put("name", schema.name().replace('.', '_'))
                    .set("schema", schema.definition());
        }
    }

    private static List<Message> reask(Plan.@Nullable Reask reask) {
        if (reask == null) {
            return List.of();
        }
        String words = "That answer was not accepted. A validator said: " + reask.words()
                + "\nAnswer again with nothing but a JSON document that satisfies the schema.";
        return List.of(new Message("assistant", reask.answer()), new Message("user", words));
    }

    /** Tokens that asking again adds to the input. */
    static int tokens(Plan.@Nullable Reask reask) {
        return reask(reask).stream().mapToInt(TokenCounts::ofNew).sum();
    }

    static void add(ArrayNode messages, Message message) {
        messages.addObject().put("role", message.role()).put("content", message.content());
    }

    static void sampling(ObjectNode request, Prompt.Parameters parameters) {
        if (parameters.temperature() != null) {
            request.put("temperature", parameters.temperature());
        }
        if (parameters.topP() != null) {
            request.put("top_p", parameters.topP());
        }
        if (!parameters.stopSequences().isEmpty()) {
            parameters.stopSequences().forEach(request.withArray("stop")::add);
        }
    }
}
