package org.bactrian.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bactrian.prompt.Message;
import org.bactrian.prompt.Prompt;
import org.bactrian.provider.Json;
import org.bactrian.validation.OutputSchema;

/** The chat request of a call, in the canonical (OpenAI) form. */
final class ModelRequest {
    private ModelRequest() {}

    static ObjectNode of(Call call) {
        Rendered rendered = call.rendered();
        Input.Raw raw = call.input.raw();
        if (raw != null) {
            return RawChat.request(raw, rendered.maxTokens());
        }
        ObjectNode request = Json.object();
        ArrayNode messages = request.putArray("messages");
        rendered.messages().forEach(message -> add(messages, message));
        Plan.Reask reask = call.plan().reask();
        if (reask != null) {
            add(messages, new Message("assistant", reask.answer()));
            add(messages, new Message("user", reask(reask.words())));
        }
        request.put("max_tokens", rendered.maxTokens());
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

    private static String reask(String words) {
        return "That answer was not accepted. A validator said: " + words
                + "\nAnswer again with nothing but a JSON document that satisfies the schema.";
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
