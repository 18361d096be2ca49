package org.bactrian.answers.semantic;

import org.jspecify.annotations.Nullable;

/** Which answers to forget: those that match every part given; without any part, all of them. */
public record Purge(
        @Nullable String tenant,
        @Nullable String feature,
        @Nullable String prompt,
        @Nullable String user,
        @Nullable String key) {}
