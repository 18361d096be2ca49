package org.bactrian.provider;

import java.time.Duration;
import org.bactrian.resilience.Deadline;

/**
 * What an attempt may take.
 *
 * @param total end of the whole call
 * @param ceiling of this attempt alone, from when it is sent
 * @param firstToken until the first content of a stream
 * @param idle between two parts of a stream
 * @param line how long it may wait for its turn to be sent
 * @param maxBytes most bytes of an answer
 */
public record Bounds(
        Deadline total,
        Duration ceiling,
        Duration connect,
        Duration firstToken,
        Duration idle,
        Duration line,
        long maxBytes) {}
