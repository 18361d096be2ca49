/** Deadlines, backoff, breakers, and which failure is worth what. */
@NullMarked
package org.bactrian.resilience;

import org.jspecify.annotations.NullMarked;
