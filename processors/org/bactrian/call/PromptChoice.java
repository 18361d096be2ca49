package org.bactrian.call;

import java.util.Map;
import java.util.TreeMap;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.Hash;
import org.bactrian.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/** Which version of a feature's prompt a call gets: the one it pins, its experiment's, or the feature's own. */
final class PromptChoice {
    private static final int PERCENT = 100;

    private PromptChoice() {}

    static Prompt of(Call call) {
        String pin = call.input.promptPin();
        Prompt prompt = call.configuration.prompts().get(pin == null ? drawn(call) : pinned(call, pin));
        if (prompt == null) {
            throw unknown(call, String.valueOf(pin));
        }
        return prompt;
    }

    /** A pin may choose a version of the feature's own prompt, never another feature's. */
    private static String pinned(Call call, String pin) {
        String own = base(call.feature.prompt());
        String full = pin.startsWith(own + ".") ? pin : own + "." + pin;
        if (!base(full).equals(own)) {
            throw unknown(call, pin);
        }
        return full;
    }

    private static LlmRefused unknown(Call call, String pin) {
        String message = "Feature " + call.feature.name() + " has no prompt version \"" + pin + "\"";
        return new LlmRefused(ErrorCode.INVALID_INPUT, message, "Llm-Prompt");
    }

    private static String base(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Sticky by user: the same user draws the same share in every call. */
    private static String drawn(Call call) {
        Map<String, Integer> experiment = new TreeMap<>(call.feature.experiment());
        if (experiment.isEmpty()) {
            return call.feature.prompt();
        }
        String hash = Hash.of(call.feature.name(), call.identity.tenant(), call.identity.user());
        int ticket = (int) (Long.parseLong(hash.substring(0, 8), 16) % PERCENT);
        @Nullable String drawn = null;
        for (var arm : experiment.entrySet()) {
            ticket -= arm.getValue();
            if (ticket < 0 && drawn == null) {
                drawn = arm.getKey();
            }
        }
        return drawn == null ? call.feature.prompt() : drawn;
    }
}
