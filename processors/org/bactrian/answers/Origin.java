package org.bactrian.answers;

/**
 * Where a kept answer comes from; what a purge goes by.
 *
 * @param prompt name and version
 * @param key the Idempotency-Key it was first asked under, or empty
 */
public record Origin(String tenant, String feature, String prompt, String user, String key) {}
