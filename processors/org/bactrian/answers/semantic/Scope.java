package org.bactrian.answers.semantic;

/**
 * What two questions must share besides their meaning; every part is a condition inside the vector query.
 *
 * @param prompt name and version, by which answers are purged
 * @param identity hash of all else an answer depends on: the prompt's text, models, parameters, schema, tools and every
 *     variable but the question
 */
public record Scope(String tenant, String feature, String prompt, String identity) {}
