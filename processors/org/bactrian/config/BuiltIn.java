package org.bactrian.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Templates;

/** The feature {@code chat}, under which callers reach models by name; a file features/chat.yaml gives it limits of its own. */
public final class BuiltIn {
    /** Its name. */
    public static final String CHAT = "chat";

    static final String FILE =
            """
            description: Passes chat requests through to the model they name.
            limits: {maxInputTokens: 10000000, maxDocumentTokens: 10000000, maxOutputTokens: 1000000}
            """;

    private static final String PROMPT = "chat.v1";

    private BuiltIn() {}

    /** Fills in what features/chat.yaml need not say. */
    static void complete(ObjectNode file, Collection<String> models, Map<String, Prompt> prompts) {
        if (!file.has("prompt")) {
            file.put("prompt", PROMPT);
            prompts.computeIfAbsent(PROMPT, name -> prompt());
        }
        if (!file.has("models")) {
            ArrayNode all = file.putArray("models");
            models.forEach(all::add);
        }
    }

    private static Prompt prompt() {
        String text = "{{role \"user\"}}\n{{text}}\n";
        Prompt.Parameters none = new Prompt.Parameters(null, null, null, List.of());
        return new Prompt(
                PROMPT, Hash.of(text).substring(0, 12), none, List.of("text"), Map.of(), new Templates().compile(text));
    }
}
