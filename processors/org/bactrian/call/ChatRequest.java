package org.bactrian.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.prompt.MissingVariableException;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Renderer;
import org.bactrian.provider.Json;

/** Step {@code llm-chat-request} of llm-prompt-action: variables in, an OpenAI chat request out. */
final class ChatRequest implements Processor {
    private final Engine engine;

    ChatRequest(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        String name = exchange.getProperty("llmPrompt", String.class);
        Prompt prompt = engine.configuration().prompts().get(name);
        if (prompt == null) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "There is no prompt \"" + name + "\"", "prompt");
        }
        try {
            var variables =
                    Variables.of(exchange.getMessage(), engine.settings().maxBody());
            ObjectNode request = Json.object();
            ArrayNode messages = request.putArray("messages");
            Renderer.render(prompt, variables, List.of()).forEach(message -> ModelRequest.add(messages, message));
            ModelRequest.sampling(request, prompt.parameters());
            exchange.getMessage().setBody(request.toString());
        } catch (MissingVariableException e) {
            throw Render.missing(prompt, e);
        }
    }
}
