package org.bactrian.provider;

/**
 * Tokens of one exchange or of several.
 *
 * @param input all input tokens, those of the cache included
 * @param cachedInput those of them that the provider had cached
 * @param cacheWrite those of them that the provider put into its cache
 * @param output all output tokens, those of reasoning included
 * @param reasoning those of them that nobody sees
 */
public record Usage(int input, int cachedInput, int cacheWrite, int output, int reasoning) {
    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage {
        cachedInput = Math.min(cachedInput, input);
        cacheWrite = Math.min(cacheWrite, input - cachedInput);
        reasoning = Math.min(reasoning, output);
    }

    /** A usage that wrote nothing to a cache. */
    public Usage(int input, int cachedInput, int output, int reasoning) {
        this(input, cachedInput, 0, output, reasoning);
    }

    /** The same without reasoning. */
    public Usage(int input, int cachedInput, int output) {
        this(input, cachedInput, output, 0);
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cachedInput + other.cachedInput,
                cacheWrite + other.cacheWrite,
                output + other.output,
                reasoning + other.reasoning);
    }
}
