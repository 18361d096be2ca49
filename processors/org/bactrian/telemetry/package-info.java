/** Meters of calls, tokens, cost and latency. */
@NullMarked
package org.bactrian.telemetry;

import org.jspecify.annotations.NullMarked;
