package org.bactrian.provider;

/**
 * Tokens of one exchange or of several.
 *
 * @param input all input tokens, cached ones included
 * @param cachedInput those of them that the provider had cached
 */
public record Usage(int input, int cachedInput, int output) {
    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage {
        cachedInput = Math.min(cachedInput, input);
    }

    public Usage plus(Usage other) {
        return new Usage(input + other.input, cachedInput + other.cachedInput, output + other.output);
    }
}
