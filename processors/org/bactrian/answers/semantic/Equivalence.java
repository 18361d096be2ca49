package org.bactrian.answers.semantic;

/**
 * Whether a kept answer would have done as well as a fresh one. Its mistakes move the bound: one that takes a share f
 * of wrong answers for right lets the true error reach maxError / (1 - f); one that takes right answers for wrong, and
 * a model that answers the same question differently each time, only make the cache more careful, down to never
 * serving. Thread-safe; may call a model, which the caller pays for.
 */
public interface Equivalence {
    boolean same(String kept, String fresh);
}
