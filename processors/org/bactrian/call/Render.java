package org.bactrian.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Hash;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Message;
import org.bactrian.prompt.MissingVariableException;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Renderer;
import org.bactrian.provider.Json;
import org.bactrian.provider.Model;
import org.bactrian.validation.OutputSchema;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-prompt}: one version of the prompt, filled in, counted, and found to fit a model. */
final class Render implements Processor {
    private final Engine engine;
    private final TokenCounts counts = new TokenCounts();

    Render(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.on(exchange);
        Prompt prompt = PromptChoice.of(call);
        Input.Raw raw = call.input.raw();
        List<Message> messages = raw == null ? messages(prompt, call) : RawChat.messages(raw);
        OutputSchema schema = schema(call);
        int tokens = counts.of(messages, schema) + (raw == null ? 0 : RawChat.otherTokens(raw));
        List<Model> models = models(call);
        int maxTokens = maxTokens(call, prompt, models);
        List<Model> fitting = fitting(call.feature, models, tokens, maxTokens);
        Fingerprint fingerprint = new Fingerprint(call, prompt, messages, schema, models, maxTokens);
        call.render(
                new Rendered(
                        prompt,
                        messages,
                        tokens,
                        maxTokens,
                        fingerprint.hash(),
                        Meaning.of(call, prompt, fingerprint),
                        replayKey(call),
                        requestHash(call)),
                new Plan(fitting, call.feature, engine.backoff(), engine::takeRetry));
        engine.sessions().enter(call);
    }

    private static List<Message> messages(Prompt prompt, Call call) {
        try {
            return Renderer.render(prompt, call.input.variables(), call.input.history());
        } catch (MissingVariableException e) {
            throw missing(prompt, e);
        }
    }

    static LlmRefused missing(Prompt prompt, MissingVariableException e) {
        String message = "The variable \"" + e.variable() + "\" is missing: prompt " + prompt.name() + " needs it";
        return new LlmRefused(ErrorCode.INVALID_INPUT, message, e.variable());
    }

    private static @Nullable OutputSchema schema(Call call) {
        String output = call.feature.output();
        return output == null ? null : call.configuration.schemas().get(output);
    }

    private static List<Model> models(Call call) {
        Map<String, Model> all = call.configuration.models();
        Input.Raw raw = call.input.raw();
        List<Model> models = new ArrayList<>();
        for (String name : raw == null ? call.feature.models() : List.of(raw.model())) {
            Model model = all.get(name);
            if (model != null) {
                models.add(model);
            }
        }
        return models;
    }

    private static int maxTokens(Call call, Prompt prompt, List<Model> models) {
        int most = call.feature.limits().maxOutputTokens();
        Integer byPrompt = prompt.parameters().maxOutputTokens();
        Integer byCaller = call.input.maxTokens();
        most = byPrompt == null ? most : Math.min(most, byPrompt);
        most = byCaller == null ? most : Math.min(most, byCaller);
        int byModel = models.stream().mapToInt(Model::maxOutput).max().orElse(most);
        return Math.min(most, byModel);
    }

    private static List<Model> fitting(Feature feature, List<Model> models, int tokens, int maxTokens) {
        int most = models.stream()
                .mapToInt(model -> model.context() - maxTokens)
                .max()
                .orElse(0);
        int limit = Math.min(feature.limits().maxInputTokens(), most);
        if (tokens > limit) {
            String message = "The input has " + tokens + " tokens; feature " + feature.name() + " takes " + limit;
            throw new LlmRefused(ErrorCode.CONTEXT_LENGTH_EXCEEDED, message, "text");
        }
        return models.stream()
                .filter(model -> tokens + maxTokens <= model.context())
                .toList();
    }

    private static @Nullable String replayKey(Call call) {
        String key = call.input.idempotencyKey();
        return key == null ? null : Hash.of("key", call.identity.tenant(), call.feature.name(), key);
    }

    /** Only a repeated key is compared by it, so that only a call with a key pays for it. */
    private static String requestHash(Call call) {
        if (call.input.idempotencyKey() == null) {
            return "";
        }
        return Hash.of(
                Json.canonical(Json.tree(call.input.variables())), Json.canonical(Json.tree(call.input.history())));
    }
}
