package org.bactrian.answers.semantic;

/**
 * How a feature's semantic cache stands.
 *
 * @param checked would-be hits compared with a fresh answer since it last began
 * @param wrong how many of them were wrong
 * @param upperError what their error is at most, with 95 % confidence at every look
 * @param serving whether hits are served
 */
public record Standing(long checked, long wrong, double upperError, boolean serving) {}
