package org.bactrian.feature;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sizes and rates of a feature.
 *
 * @param maxInputTokens tokens of a rendered prompt
 * @param maxDocumentTokens tokens of the input before any prompt
 * @param requestsPerMinute requests a minute of one user, by tier; a tier that is absent has no limit
 * @param concurrency calls at one time, or null for no limit
 */
public record Limits(
        int maxInputTokens,
        int maxDocumentTokens,
        int maxOutputTokens,
        Map<String, Integer> requestsPerMinute,
        @Nullable Integer concurrency) {}
