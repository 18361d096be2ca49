package org.bactrian.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.Entry;
import org.bactrian.prompt.Message;
import org.jspecify.annotations.Nullable;

/**
 * Step {@code llm-chat-enter}: an OpenAI chat request whose model is a feature. The last user message is the variable
 * {@code text}, earlier ones are history; a system message of the caller never replaces ours.
 */
final class ChatEnter implements Processor {
    private static final List<String> SAMPLING = List.of(
            "temperature",
            "top_p",
            "frequency_penalty",
            "presence_penalty",
            "seed",
            "stop",
            "logit_bias",
            "response_format",
            "logprobs",
            "top_logprobs");

    private final Entry entry;
    private final Streams streams;

    ChatEnter(Entry entry, Streams streams) {
        this.entry = entry;
        this.streams = streams;
    }

    @Override
    public void process(Exchange exchange) {
        Http.refuseForm(Http.request(exchange));
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        if (bytes == null || bytes.length == 0) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is empty", null);
        }
        ObjectNode body = JsonBody.object(bytes);
        String model = body.path("model").asText("");
        exchange.setProperty(ChatAnswer.MODEL, model);
        if (!entry.serves(model) && entry.dispatchRaw(exchange, model, body)) {
            raw(exchange, body);
        } else {
            feature(exchange, model, body);
        }
    }

    /** A model asked by name gets the request as it is. */
    private void raw(Exchange exchange, ObjectNode body) {
        requireOneAnswer(body);
        openStream(exchange, body);
        Http.enter(exchange, Map.of("request", Entry.variables(body)));
        Entry.conversation(exchange, List.of(), maxTokens(body));
    }

    private void feature(Exchange exchange, String model, ObjectNode body) {
        dispatch(exchange, model);
        requireServed(body);
        List<Message> messages = messages(body);
        Message last = messages.remove(messages.size() - 1);
        List<String> ignored = SAMPLING.stream().filter(body::hasNonNull).toList();
        exchange.setProperty(ChatAnswer.IGNORED, String.join(", ", ignored));
        openStream(exchange, body);
        Http.enter(exchange, Map.of("text", last.content()));
        Entry.conversation(exchange, messages, maxTokens(body));
    }

    private void openStream(Exchange exchange, JsonNode body) {
        if (body.path("stream").asBoolean()) {
            String ignored = exchange.getProperty(ChatAnswer.IGNORED, "", String.class);
            if (!ignored.isEmpty()) {
                Http.response(exchange).putHeader("Llm-Ignored", ignored);
            }
            boolean includeUsage = body.at("/stream_options/include_usage").asBoolean();
            streams.open(exchange, body.path("model").asText(), includeUsage);
        }
    }

    private void dispatch(Exchange exchange, String model) {
        try {
            entry.dispatch(exchange, model, "http");
        } catch (LlmRefused e) {
            throw new LlmRefused(
                    ErrorCode.UNKNOWN_MODEL,
                    "There is no feature \"" + Entry.shown(model) + "\" to be the model",
                    "model");
        }
    }

    private static void requireServed(JsonNode body) {
        refuseIf(!body.path("tools").isEmpty(), "tools", "A feature takes no tools");
        requireOneAnswer(body);
    }

    private static void requireOneAnswer(JsonNode body) {
        refuseIf(body.path("n").asInt(1) > 1, "n", "There is one answer: n must be 1");
        refuseIf(body.path("messages").isEmpty(), "messages", "messages must be a list of at least one");
    }

    private static void refuseIf(boolean wrong, String param, String message) {
        if (wrong) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, param);
        }
    }

    /** User and assistant messages; the last one is the user's. */
    private static List<Message> messages(JsonNode body) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            String role = message.path("role").asText();
            if (role.equals("user") || role.equals("assistant")) {
                messages.add(new Message(role, content(message.path("content"))));
            }
        }
        boolean asked =
                !messages.isEmpty() && messages.get(messages.size() - 1).role().equals("user");
        refuseIf(!asked, "messages", "The last message must be the user's");
        return messages;
    }

    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            refuseIf(!part.path("type").asText().equals("text"), "messages", "A feature takes text parts only");
            text.append(part.path("text").asText());
        }
        return text.toString();
    }

    private static @Nullable Integer maxTokens(JsonNode body) {
        JsonNode given =
                body.hasNonNull("max_completion_tokens") ? body.path("max_completion_tokens") : body.path("max_tokens");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        refuseIf(
                !given.canConvertToInt() || given.asInt() < 1,
                "max_tokens",
                "max_tokens must be a positive whole number");
        return given.asInt();
    }
}
