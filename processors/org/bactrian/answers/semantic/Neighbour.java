package org.bactrian.answers.semantic;

/**
 * A kept question near the one asked.
 *
 * @param cosine of the two, from -1 to 1
 * @param meaning what answers share that are field by field the same
 */
record Neighbour(Kept kept, double cosine, String meaning) {}
