package org.bactrian.prompt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a prompt, ready to render. Thread-safe.
 *
 * @param name {@code name.version}
 * @param hash first 12 hex digits of the SHA-256 of its text
 * @param required variables a caller must give
 * @param defaults values of variables a caller may leave out
 */
public record Prompt(
        String name,
        String hash,
        Parameters parameters,
        List<String> required,
        Map<String, Object> defaults,
        List<Segment> segments) {

    private static final double STEADY = 0.5;

    /** Sampling parameters the prompt was written for; null leaves the provider's default. */
    public record Parameters(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Integer maxOutputTokens,
            List<String> stopSequences) {
        public Parameters {
            stopSequences = stopSequences == null ? List.of() : List.copyOf(stopSequences);
        }

        /** Whether the same question gets much the same answer each time: providers' default is 1. */
        public boolean steady() {
            return temperature != null && temperature <= STEADY;
        }
    }
}
