package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The dialects as their callers speak and read them. */
enum Tongue {
    OPENAI {
        @Override
        String path(Ask ask) {
            return "/v1/chat/completions";
        }

        @Override
        ObjectNode body(Ask ask) {
            ObjectNode body = message(Sim.MAPPER.createObjectNode().put("model", ask.model()), ask);
            body.put("stream", ask.stream()).putObject("stream_options").put("include_usage", true);
            if (ask.isStructured()) {
                ObjectNode format = body.putObject("response_format").put("type", "json_schema");
                format.putObject("json_schema").put("name", "triage").set("schema", ask.schema());
            }
            return body;
        }

        @Override
        String textOf(JsonNode body) {
            return body.at("/choices/0/message/content").asText();
        }

        @Override
        String pieceOf(Sse event) {
            return event.isJson() ? event.json().at("/choices/0/delta/content").asText() : "";
        }

        @Override
        boolean isLast(Sse event) {
            return event.data().equals("[DONE]");
        }
    },
    ANTHROPIC {
        @Override
        String path(Ask ask) {
            return "/anthropic/v1/messages";
        }

        @Override
        ObjectNode body(Ask ask) {
            ObjectNode body = message(Sim.MAPPER.createObjectNode().put("model", ask.model()), ask);
            body.put("stream", ask.stream());
            if (ask.isStructured()) {
                body.putArray("tools").addObject().put("name", "triage").set("input_schema", ask.schema());
                body.putObject("tool_choice").put("type", "tool").put("name", "triage");
            }
            return body;
        }

        @Override
        String textOf(JsonNode body) {
            JsonNode block = body.at("/content/0");
            return block.has("input")
                    ? block.path("input").toString()
                    : block.path("text").asText();
        }

        @Override
        String pieceOf(Sse event) {
            JsonNode delta = event.isJson() ? event.json().path("delta") : Sim.MAPPER.missingNode();
            return delta.path("text").asText() + delta.path("partial_json").asText();
        }

        @Override
        boolean isLast(Sse event) {
            return event.name().equals("message_stop");
        }
    },
    GEMINI {
        @Override
        String path(Ask ask) {
            String model = URLEncoder.encode(ask.model(), StandardCharsets.UTF_8);
            String method = ask.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent";
            return "/gemini/v1beta/models/" + model + method;
        }

        @Override
        ObjectNode body(Ask ask) {
            ObjectNode body = Sim.MAPPER.createObjectNode();
            ObjectNode content = body.putArray("contents").addObject().put("role", "user");
            content.putArray("parts").addObject().put("text", ask.text());
            ObjectNode config = body.putObject("generationConfig").put("maxOutputTokens", ask.maxTokens());
            if (ask.isStructured()) {
                config.put("responseMimeType", "application/json").set("responseSchema", ask.schema());
            }
            return body;
        }

        @Override
        String textOf(JsonNode body) {
            return body.at("/candidates/0/content/parts/0/text").asText();
        }

        @Override
        String pieceOf(Sse event) {
            return event.isJson() ? textOf(event.json()) : "";
        }

        @Override
        boolean isLast(Sse event) {
            return event.isJson() && event.json().at("/candidates/0").has("finishReason");
        }
    };

    abstract String path(Ask ask);

    abstract ObjectNode body(Ask ask);

    abstract String textOf(JsonNode body);

    abstract String pieceOf(Sse event);

    /** Whether an event says that the stream is complete. */
    abstract boolean isLast(Sse event);

    /** The text of a stream, as far as it came. */
    String textOf(List<Sse> events) {
        return events.stream().map(this::pieceOf).collect(Collectors.joining());
    }

    private static ObjectNode message(ObjectNode body, Ask ask) {
        body.put("max_tokens", ask.maxTokens());
        body.putArray("messages").addObject().put("role", "user").put("content", ask.text());
        return body;
    }
}
