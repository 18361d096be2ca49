package org.bactrian.feature;

import java.time.Duration;

/**
 * How long a call may take. An unstreamed call is bound by connect, attempt and total; a streamed one by all.
 *
 * @param firstToken until the first content of a stream
 * @param idle between two parts of a stream
 * @param attempt one exchange with one model
 * @param total the call with its retries, repairs and fallbacks
 * @param job a whole job
 */
public record Timeouts(
        Duration connect, Duration firstToken, Duration idle, Duration attempt, Duration total, Duration job) {}
