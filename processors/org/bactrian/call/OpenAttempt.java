package org.bactrian.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.prompt.Message;
import org.bactrian.prompt.Prompt;
import org.bactrian.provider.Attempt;
import org.bactrian.provider.Json;
import org.bactrian.provider.Model;
import org.bactrian.resilience.Deadline;
import org.bactrian.validation.OutputSchema;

/** Step {@code llm-attempt}: what the plan's model is to be asked, for how much and for how long. */
final class OpenAttempt implements Processor {
    private final Reserve reserve;
    private final long maxBytes;

    OpenAttempt(Reserve reserve, long maxBytes) {
        this.reserve = reserve;
        this.maxBytes = maxBytes;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.on(exchange);
        reserve.hold(call);
        Model model = call.plan().model();
        Deadline deadline = call.deadline().orIn(call.feature.timeouts().attempt());
        Attempt attempt = new Attempt(
                model, request(call), deadline, call.feature.timeouts().connect(), maxBytes);
        attempt.putOn(exchange);
        call.begin(attempt);
        exchange.setProperty("llmModelUri", model.uri());
        exchange.setProperty("llmValidateUri", Validators.uri(call.feature.output()));
    }

    private static ObjectNode request(Call call) {
        Rendered rendered = call.rendered();
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
        String output = call.feature.output();
        OutputSchema schema =
                output == null ? null : call.configuration.schemas().get(output);
        if (schema != null) {
            ObjectNode format = request.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema")
                    .put("name", schema.name().replace('.', '_'))
                    .set("schema", schema.definition());
        }
        return request;
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
