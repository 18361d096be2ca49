package org.bactrian.answers.semantic;

/**
 * One look at the truth: a question near a kept one, and whether the kept answer would have been right.
 *
 * @param question a hash of the later question: asked again it is no new evidence
 * @param likeness of the two questions
 */
record Trial(int question, Likeness likeness, boolean right) {}
