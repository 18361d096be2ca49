package org.bactrian.answers;

import java.time.Duration;
import org.bactrian.answers.semantic.Asked;

/**
 * A question as it may be answered by the answer to another.
 *
 * @param asked the question itself, whose it is, and how often a wrong answer is put up with
 * @param ttl how long an answer may be served to other questions
 */
public record Meant(Asked asked, Duration ttl) {}
