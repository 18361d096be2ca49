package org.bactrian.answers.semantic;

/**
 * A kept question that no guard forbids, and what the cache thinks of it.
 *
 * @param expectedError the chance that its answer is wrong, from 0 to 1
 * @param wouldHit whether it would be served but for a comparison
 */
record Match(Neighbour candidate, Likeness likeness, double expectedError, boolean wouldHit) {}
